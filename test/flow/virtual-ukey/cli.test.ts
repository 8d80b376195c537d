import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { build } from './library.ts'

const cli = fileURLToPath(new URL('../../../src/native/virtual-ukey/cli.ts', import.meta.url))
let home = ''

beforeAll(() => build())
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'virtual-ukey-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const ukey = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    env: { ...process.env, VIRTUAL_UKEY_HOME: home },
    encoding: 'utf8',
  })
  return { status, text: stdout, complaint: stderr }
}

describe('npm run ukey', () => {
  it('makes a key, plugs it in, lists it and pulls it out', () => {
    expect(ukey('list').text).toBe(`no keys in ${home}\n`)
    const options = ['--vendor', '飞天诚信', '--serial', 'FT01', '--tries', '10']
    expect(ukey('create', 'alice', '--plug', ...options).text).toContain(
      'alice: plugged in, slot 0, 飞天诚信 VU-SM2 FT01, PIN 10/10 tries (default), SO PIN 10/10 tries, 0 objects',
    )
    expect(ukey('unplug', 'all').text).toContain('alice: out')
    expect(JSON.parse(ukey('list', '--json').text)).toMatchObject([{ id: 'alice', plugged: false }])
  })

  it('says what it can do if it is asked for nothing', () => {
    for (const asked of [[], ['help']]) {
      const { status, text, complaint } = ukey(...asked)
      expect([status, complaint]).toEqual([0, ''])
      expect(text).toContain('npm run ukey -- create NAME')
    }
  })

  it('sets faults and delays, shows and clears them', () => {
    ukey('create', 'alice')
    expect(ukey('fault', 'alice', 'sign', '3', 'return', '0x30', 'after', 'forever').text).toBe(
      '000003 sign return 0x30 after forever\n',
    )
    expect(ukey('fault', 'alice', 'clear').text).toBe('no faults\n')
    expect(ukey('delay', 'alice', 'sign=120', 'generate=800').text).toBe('sign 120 ms\ngenerate 800 ms\n')
    expect(ukey('delay', 'alice', 'clear').text).toBe('no delays\n')
  })

  it('sets quirks of SKF, shows and clears them', () => {
    ukey('create', 'alice')
    expect(ukey('quirk', 'alice', 'single-nul', 'generate-number=0x20200').text).toBe(
      'single-nul\ngenerate-number 131584\n',
    )
    expect(ukey('quirk', 'alice', 'slow-generate').text).toContain('single-nul\n')
    expect(ukey('quirk', 'library').text).toBe('no quirks\n')
    expect(ukey('quirk', 'alice', 'clear').text).toBe('no quirks\n')
    expect(ukey('fault', 'alice', 'SKF_ECCSignData', '1', 'removed').text).toBe(
      '000001 SKF_ECCSignData removed\n',
    )
  })

  it('locks a PIN and shows it', () => {
    ukey('create', 'alice', '--plug')
    expect(ukey('lock', 'alice').text).toContain('PIN locked')
    expect(ukey('show', 'alice').text).toContain('PIN locked')
  })

  it.each([
    [['frobnicate'], 'unknown command frobnicate'],
    [['plug', 'nobody'], 'there is no key named nobody'],
    [['create', '../alice'], 'not a key name'],
    [['create', 'alice', '--tries', 'many'], '--tries wants a whole number: many'],
    [['fault', 'alice', 'sing', '1', 'removed'], 'not a C_ or SKF_ function or one of'],
    [['fault', 'alice', 'sign', '1', 'explode'], 'not an action'],
    [['fault', 'alice', 'sign', '0', 'removed'], 'not the number of a call: 0'],
    [['delay', 'alice', 'sign=soon'], 'sign wants a number: soon'],
    [['quirk', 'alice', 'strange'], 'not a quirk'],
    [['quirk', 'alice', 'single-nul=3'], 'single-nul takes no number'],
    [['plug'], 'something is missing'],
  ])('refuses %j in one clear line', (args, complaint) => {
    const { status, complaint: said } = ukey(...args)
    expect(status).toBe(1)
    expect(said.split('\n')[0]).toContain(complaint)
  })
})
