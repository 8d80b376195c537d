import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPolicies } from '../../../../src/main/policies/policies.ts'
import { readPolicyFile } from '../../../../src/main/policies/policy-file.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'))
  chmodSync(folder, 0o755)
  file = join(folder, 'policies.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const me = process.getuid?.() ?? 0
const lay = (content: string, mode = 0o644): void => {
  writeFileSync(file, content)
  chmodSync(file, mode)
}

describe('the policy file', () => {
  it('counts if only its owner can write it', () => {
    lay('{"Autostart":true}')
    expect(readPolicyFile(file, me)).toEqual({ kind: 'read', values: { Autostart: true } })
  })

  it('may be missing', () => {
    expect(readPolicyFile(file, me)).toEqual({ kind: 'absent' })
    expect(readPolicyFile(join(file, 'policies.json'), me)).toEqual({ kind: 'absent' })
  })

  it('counts for nothing if it belongs to somebody else', () => {
    lay('{"Autostart":true}')
    expect(readPolicyFile(file, me + 1)).toEqual({ kind: 'untrusted' })
  })

  it.each([0o664, 0o646, 0o666])('counts for nothing with the mode %i', (mode) => {
    lay('{"Autostart":true}', mode)
    expect(readPolicyFile(file, me)).toEqual({ kind: 'untrusted' })
  })

  it('counts for nothing if others can exchange it in its folder', () => {
    lay('{"Autostart":true}')
    chmodSync(folder, 0o777)
    expect(readPolicyFile(file, me)).toEqual({ kind: 'untrusted' })
  })

  it('counts for nothing if it is a link', () => {
    writeFileSync(join(folder, 'elsewhere.json'), '{"Autostart":true}')
    symlinkSync(join(folder, 'elsewhere.json'), file)
    expect(readPolicyFile(file, me)).toEqual({ kind: 'untrusted' })
  })

  it.each(['', '{"Autostart":', '[]', 'null', '1', '\ufeff{}', ' '.repeat(1024 * 1024 + 1)])(
    'is told as unreadable with other content',
    (content) => {
      lay(content)
      expect(readPolicyFile(file, me)).toEqual({ kind: 'unreadable' })
    },
  )

  it('is told as unreadable if a folder is in its place', () => {
    mkdirSync(file)
    expect(readPolicyFile(file, me)).toEqual({ kind: 'unreadable' })
  })
})

describe('what counts on a computer', () => {
  const source = (name: string, values: Readonly<Record<string, unknown>>) =>
    ({ file: name, raw: { kind: 'read', values } }) as const
  const read = (...sources: NonNullable<Parameters<typeof readPolicies>[0]['sources']>) =>
    readPolicies({ log: () => undefined, knownIssuer: (id) => id === 'demo', sources })

  it('is the word of the computer, and below it that of the user', () => {
    const { policies } = read(
      source('HKCU', { Proxy: 'system', OnlyAllowedSites: 1 }),
      source('HKLM', { Proxy: 'none' }),
    )
    expect(policies).toEqual({ Proxy: { mode: 'none' }, OnlyAllowedSites: true })
  })

  it('names what it does not take, and where that stands', () => {
    const { policies, problems } = read(
      source('HKLM', { Autostart: 'perhaps', OnlyAllowedSites: 0, IssuerId: 'nobody' }),
    )
    expect(policies).toEqual({ OnlyAllowedSites: false })
    expect(problems).toEqual([
      { code: 'policy-invalid', params: { file: 'HKLM', name: 'Autostart' } },
      { code: 'policy-invalid', params: { file: 'HKLM', name: 'IssuerId' } },
    ])
  })

  it.each(['untrusted', 'unreadable'] as const)('is nothing of a place that is %s', (kind) => {
    expect(read({ file: 'x', raw: { kind } })).toEqual({
      policies: {},
      problems: [{ code: `policies-${kind}`, params: { file: 'x' } }],
    })
  })
})
