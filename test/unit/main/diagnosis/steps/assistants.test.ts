import { describe, expect, it } from 'vitest'
import { assistantsStep } from '../../../../../src/main/diagnosis/steps/assistants.ts'
import { type Listed, list } from '../listed-processes.ts'
import { computer, figuresIn, saidIn } from '../step-world.ts'

const { top, worldWith } = computer()
const program = '/opt/cert-assistant/cert-assistant'
const host = ['/usr/bin/node', '/a/token-host.js']
const check = (listed: Readonly<Record<number, Listed>>) => {
  list(top(), process.pid, { parent: 50 })
  for (const [pid, one] of Object.entries(listed)) list(top(), pid, one)
  return assistantsStep.check(worldWith({ processes: top(), home: '/home/a' }))
}

describe('the check of other programs', () => {
  it.each([
    ['linux', true],
    ['win32', false],
    ['darwin', false],
  ])('on %s: %s', (platform, is) => {
    expect(assistantsStep.when(worldWith({ platform }))).toBe(is)
  })

  it('finds nothing in what has nothing to do with it', () => {
    expect(check({ 60: {}, 61: { comm: 'XTX' }, 62: { comm: 'notmToken' } })).toEqual([])
  })

  it.each<[string, readonly string[], boolean]>([
    ['no folder', [], true],
    ['another folder', ['--home', '/home/b'], true],
    ['another folder, told with a sign', ['--x', '--home=/home/b'], true],
    ['the name of a folder that is missing', ['--home'], true],
    ['this folder', ['--home', '/home/a'], false],
    ['this folder, told with a sign', ['--home=/home/a'], false],
  ])('finds an assistant with %s', (_, args, is) => {
    const findings = check({ 60: { args: [program, ...args] } })
    expect(saidIn(findings)).toEqual(is ? [['second-assistant', 'attention']] : [])
    if (is) expect([figuresIn(findings), findings[0]?.repair]).toEqual([[{ pid: 60 }], null])
  })

  it('finds a host whose application has ended, and can end it', () => {
    const findings = check({ 60: { args: host, parent: 1 }, 61: { args: host, parent: 60 } })
    expect(saidIn(findings)).toEqual([['leftover-host', 'attention']])
    expect([figuresIn(findings), findings[0]?.repair, findings[0]?.repairOn]).toEqual([
      ...[[{ pid: 60 }], 'end-process', '60'],
    ])
  })

  it.each([
    ...['XTXApp', 'XTXAppCOM', 'XTXAppService', 'BJCAClient', 'BJCACertAide', 'CertAppEnv'],
    ...['mToken', 'mTokenServ', 'mTokenServer_1', 'NetcaCryptoServ', 'OneCertX', 'iTrusService'],
    ...['SZCAService', 'CFCACryptoKit', 'CryptoKit', 'CryptoKit.exe', 'xtxapp.EXE'],
  ])('finds %s', (comm) => {
    const findings = check({ 60: { comm } })
    expect(saidIn(findings)).toEqual([['rival-assistant', 'attention']])
    expect(figuresIn(findings)).toEqual([{ pid: 60, program: comm }])
  })

  it('leaves out those from which it descends, however far above', () => {
    const mine = { args: [program], parent: 51 }
    const found = check({ 50: mine, 51: { ...mine, parent: 52 }, 52: { ...mine, parent: 50 }, 53: mine })
    expect(figuresIn(found)).toEqual([{ pid: 53 }])
  })
})
