import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readWebFlags } from '../../../../../src/main/shell/web/flags.ts'

const usual = {
  ...{ port: 0, open: true, hidden: false, quit: false },
  ...{ home: undefined, captchaAnswer: undefined, files: [] },
}

describe('the command line of the web shell', () => {
  it.each([
    ['nothing', [], {}],
    ['a port', ['--port=8080'], { port: 8080 }],
    ['the first port', ['--port', '0'], { port: 0 }],
    ['the last port', ['--port=65535'], { port: 65_535 }],
    ['no page to open', ['--no-open'], { open: false }],
    ['a hidden start, which opens no page', ['--hidden'], { open: false, hidden: true }],
    ['the end of the one that runs', ['--quit'], { quit: true }],
    ['the shell that is meant anyway', ['--web'], {}],
    ['a folder for the data', ['--home=/data'], { home: '/data' }],
    ['the answer of a captcha', ['--captcha-answer=1234'], { captchaAnswer: '1234' }],
    ['a file that is there', ['package.json'], { files: [resolve('package.json')] }],
  ])('takes %s', (_, args, change) => {
    expect(readWebFlags(args)).toEqual({ ...usual, ...change })
  })

  it.each([
    ['an unknown flag', ['--prot=8080'], 'flag', '--prot'],
    ['a name that every object has', ['--constructor'], 'flag', '--constructor'],
    ['a short flag', ['-p'], 'flag', '-p'],
    ['a file that is not there', ['no such file'], 'flag', 'no such file'],
    ['an end of the flags', ['--'], 'flag', '--'],
    ['a port too high', ['--port=65536'], 'flag-value', '--port'],
    ['a port of six figures', ['--port=000080'], 'flag-value', '--port'],
    ['a port in another notation', ['--port=1e3'], 'flag-value', '--port'],
    ['a port below none', ['--port=-1'], 'flag-value', '--port'],
    ['an empty port', ['--port='], 'flag-value', '--port'],
    ['no port', ['--port'], 'flag-value', '--port'],
    ['a value for a flag that has none', ['--hidden=yes'], 'flag-value', '--hidden'],
    ['no folder', ['--home'], 'flag-value', '--home'],
  ])('refuses %s and names it', (_, args, kind, flag) => {
    expect(() => readWebFlags(args)).toThrow(expect.objectContaining({ failure: { kind, flag } }))
  })
})
