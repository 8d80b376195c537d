import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { knownRoots } from '../../../src/documents/index.ts'
import { verifyPair } from '../../../src/main/documents/file-work/verify-file.ts'
import { runVerification, type Terminal } from '../../../src/main/documents/verification-command.ts'
import { toPem } from '../../../src/pki/index.ts'
import { signedMessage } from '../../forgeries/cms-maker.ts'
import { other, root, rsaRoot, rsaSigner, signer } from '../../forgeries/parties.ts'
import { sampleCertificate, samplePath } from '../documents/samples.ts'

const folder = mkdtempSync(join(tmpdir(), 'verify-'))
const kept = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}
const roots = kept(
  'roots.pem',
  ['root', 'issuing'].map((name) => toPem('CERTIFICATE', sampleCertificate(name))).join(''),
)
const forgers = kept(
  'forgers.pem',
  [root, rsaRoot].map(({ certificate }) => toPem('CERTIFICATE', certificate)).join(''),
)

const run = async (...args: readonly string[]) => {
  const said = { out: '', complaint: '' }
  const terminal: Terminal = {
    out: (text) => {
      said.out += text
    },
    complain: (text) => {
      said.complaint += text
    },
    language: 'zh-CN',
    now: new Date('2026-11-27T00:00:00Z'),
  }
  const relied = () => ({ roots: knownRoots(), certificates: [] })
  const code = await runVerification(args, terminal, { relied, verify: verifyPair })
  return { code, ...said }
}

const valid = samplePath('ofd-example', 'valid_v4_seal.ofd')
const changed = samplePath('ofd-faulty', 'neg_content_changed.ofd')
const unsigned = kept('unsigned.p7m', Buffer.from('300e060a2a811ccf5501060104020130'.slice(0, 32), 'hex'))

describe('the command that verifies', () => {
  it('ends with 0 if every file is valid, and with the worst of all files else', async () => {
    expect((await run(valid, '--root', roots)).code).toBe(0)
    expect((await run(valid)).code).toBe(2)
    expect((await run(valid, changed, '--root', roots)).code).toBe(1)
    expect((await run(valid, join(folder, 'missing'), folder, '--root', roots)).code).toBe(2)
    expect((await run(unsigned)).code).toBe(2)
  })

  it.each([[[]], [['--json']], [[valid, '--unknown']], [[valid, changed, '--detached', valid]]])(
    'refuses %j',
    async (args) => {
      await expect(run(...args)).rejects.toMatchObject({
        code: 'command-wrong',
        params: { command: 'verify' },
      })
    },
  )

  it('says which file of roots cannot be used', async () => {
    expect(await run(valid, '--root', changed)).toMatchObject({
      code: 2,
      complaint: `无法读取文件：${changed}\n`,
    })
    expect((await run(valid, '--root', join(folder, 'none'))).code).toBe(2)
  })

  it('tells a person what is wrong, in words', async () => {
    const { out } = await run(changed, '--root', roots)
    expect(out).toContain('签名无效')
    expect(out).toContain('[不通过] 签名保护的内容被改动：/Doc_0/Pages/Page_0/Content.xml')
  })

  it('tells a program the same as JSON of version 1', async () => {
    const { out } = await run(changed, join(folder, 'missing'), '--root', roots, '--json')
    const { version, files } = JSON.parse(out)
    expect(version).toBe(1)
    expect(files).toMatchObject([
      {
        path: changed,
        kind: 'ofd',
        outcome: 'invalid',
        signatures: [{ id: '1', form: 'seal', integrity: 'altered', coverage: { state: 'whole' } }],
      },
      { kind: null, outcome: 'unreadable', signatures: [], error: 'document-gone' },
    ])
  })
})

describe('a signature in a file of its own', () => {
  const content = Buffer.alloc(3_000_000, 'text')
  const file = kept('content.bin', content)
  const detached = (plan: Partial<Parameters<typeof signedMessage>[0]> = {}) =>
    kept('signature.p7s', signedMessage({ content, detached: true, ...plan }))
  const judged = (path: string, signature: string) => run(path, '--detached', signature, '--root', forgers)

  it.each([
    ['SM2 with attributes', {}],
    ['SM2 without attributes', { signers: [{ attributes: false }] }],
    ['RSA without attributes', { signers: [{ by: rsaSigner, hash: 'sha256', attributes: false }] }],
    ['two signers of both kinds', { signers: [{ attributes: false }, { by: other }] }],
  ] as const)('fits its file: %s', async (_, plan) => {
    expect((await judged(file, detached(plan))).code).toBe(0)
  })

  it('fits it if it brings the same content along, and not if it brings another', async () => {
    expect((await judged(file, detached({ detached: false }))).code).toBe(0)
    const { code, out } = await judged(file, detached({ detached: false, content: Buffer.from('another') }))
    expect([code, out.includes('签名自带另一份内容')]).toEqual([1, true])
  })

  it.each([
    ['with attributes', {}],
    ['without attributes', { signers: [{ attributes: false }] }],
  ] as const)('does not fit a file of which one byte is another: %s', async (_, plan) => {
    const changedFile = kept('changed.bin', content.with(2_500_000, 1))
    expect((await judged(changedFile, detached(plan))).code).toBe(1)
  })

  it('does not fit attributes of another message that stand as a file', async () => {
    const message = signedMessage({ content, detached: true, signers: [{ by: signer }] })
    const start = message.lastIndexOf(Buffer.from('06092a864886f70d010903', 'hex')) - 4
    const at = message.lastIndexOf(0xa0, start)
    const set = Buffer.from(message.subarray(at, at + 2 + (message[at + 1] ?? 0)))
    set[0] = 0x31
    const attributes = kept('attributes.bin', set)
    const signature = kept(
      'own.p7s',
      signedMessage({ content: set, detached: true, signers: [{ attributes: false }] }),
    )
    expect(set.includes(Buffer.from('06092a864886f70d010904', 'hex'))).toBe(true)
    expect((await judged(attributes, signature)).code).toBe(1)
  })

  it('is no signature if it is something else', async () => {
    expect((await judged(file, kept('nothing.p7s', 'nothing'))).code).toBe(2)
    mkdirSync(join(folder, 'folder'), { recursive: true })
    expect((await judged(file, join(folder, 'folder'))).code).toBe(2)
  })
})
