import { appendFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type SignTask, signFile } from '../../../../../src/main/documents/file-work/sign-file.ts'
import { verifyDetached, verifyFile } from '../../../../../src/main/documents/file-work/verify-file.ts'
import { parseSignedMessage } from '../../../../../src/pki/index.ts'
import { fileSigner, folderWith, handsOf, now, signer, trust } from './hands-of.ts'

const one = signer('甲')
const other = signer('乙')
const content = new Uint8Array(1_000).map((_, n) => n % 251)
/** More than is read at once. */
const long = new Uint8Array(1_100_000).fill(1)
const taskFor = (path: string, change: Partial<SignTask> = {}): SignTask => ({
  ...{ path, content: 'attached', companion: null, signer: fileSigner(one), at: now },
  ...change,
})
const valid = (names: number) => ({ outcome: 'valid', signatures: Array.from({ length: names }, () => ({})) })

describe('a file that is signed in a message', () => {
  it('lies in it, and the signature is right', async () => {
    const { path, names, read } = folderWith('合同.txt', content)
    const { hands, log, told, progress } = handsOf(one)
    const output = await signFile(taskFor(path), hands, progress)
    expect([basename(output), names()]).toEqual(['合同.txt.p7m', ['合同.txt', '合同.txt.p7m']])
    expect(log).toEqual(['sign sm2-digest', 'writing .'])
    expect(await verifyFile(output, trust)).toMatchObject(valid(1))
    const message = parseSignedMessage(read(output))
    expect(message.content).toEqual(content)
    expect(message.certificates).toHaveLength(2)
    expect(told).toEqual([500, 1_000].map((done) => [done, 1_000]))
  })

  it('may be signed beside it', async () => {
    const { path, names, read } = folderWith('合同.txt', content)
    const { hands, log, told, progress } = handsOf(one)
    const output = await signFile(taskFor(path, { content: 'detached' }), hands, progress)
    expect(names()).toEqual(['合同.txt', '合同.txt.p7s'])
    expect(log).toEqual(['sign sm2-digest', 'writing .'])
    const message = parseSignedMessage(read(output))
    expect([message.content, message.signers.length, message.certificates.length]).toEqual([null, 1, 2])
    expect(told).toEqual([[1_000, 1_000]])
    expect(await verifyDetached(path, read(output), trust)).toMatchObject(valid(1))
  })

  it('tells how much is done, first of the reading and then of the writing', async () => {
    const { path } = folderWith('a', long)
    const { hands, told, progress } = handsOf(one)
    await signFile(taskFor(path), hands, progress)
    expect(told.map(([done]) => done)).toEqual([524_288, 550_000, 1_074_288, 1_100_000])
    told.length = 0
    await signFile(taskFor(path, { content: 'detached' }), hands, progress)
    expect(told.map(([done]) => done)).toEqual([1_048_576, 1_100_000])
  })

  it('may be empty', async () => {
    const { path, read } = folderWith('a', new Uint8Array())
    const { hands, progress } = handsOf(one)
    expect(parseSignedMessage(read(await signFile(taskFor(path), hands, progress))).content).toEqual(
      new Uint8Array(),
    )
  })

  it('is not signed with a key of another kind', async () => {
    const { path, names } = folderWith('a', content)
    const { hands, log, progress } = handsOf(one)
    const publicKey = { type: 'ec', bits: 256, curve: 'P-256', point: new Uint8Array(65) } as const
    const odd = { chain: [], certificate: { ...one.certificate, publicKey } }
    await expect(signFile(taskFor(path, { signer: odd }), hands, progress)).rejects.toMatchObject({
      code: 'document-signer-unsuitable',
    })
    expect([log, names()]).toEqual([[], ['a']])
  })

  it.each(['attached', 'detached'] as const)(
    'leaves nothing %s if the signature is not its own',
    async (form) => {
      const { path, names } = folderWith('a', content)
      const { hands, progress } = handsOf(other)
      await expect(signFile(taskFor(path, { content: form }), hands, progress)).rejects.toMatchObject({
        code: 'token-answered-nonsense',
      })
      expect(names()).toEqual(['a'])
    },
  )

  it.each(['attached', 'detached'] as const)(
    'leaves nothing %s if the file changed before it was read',
    async (form) => {
      const { path, names } = folderWith('a', content)
      const { hands } = handsOf(one)
      const change = () => appendFileSync(path, 'x')
      await expect(signFile(taskFor(path, { content: form }), hands, change)).rejects.toMatchObject({
        code: 'document-changed',
      })
      expect(names()).toEqual(['a'])
    },
  )

  it.each([
    ['grows', (path: string) => appendFileSync(path, 'x')],
    ['is cut', (path: string) => writeFileSync(path, content.subarray(0, 10))],
    ['gets other bytes', (path: string) => writeFileSync(path, new Uint8Array(content.length))],
  ])('leaves nothing if the file %s while it is signed', async (_, change) => {
    const { path, names } = folderWith('a', content)
    const { hands, progress } = handsOf(one)
    const sign: typeof hands.sign = async (digest, scheme) => {
      change(path)
      return hands.sign(digest, scheme)
    }
    await expect(signFile(taskFor(path), { ...hands, sign }, progress)).rejects.toMatchObject({
      code: 'document-changed',
    })
    expect(names()).toEqual(['a'])
  })
})
