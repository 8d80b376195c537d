import { appendFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type SignTask, signFile } from '../../../../../src/main/documents/file-work/sign-file.ts'
import { verifyDetached, verifyFile } from '../../../../../src/main/documents/file-work/verify-file.ts'
import { concat, parseSignedMessage, Sm3, signedFrame, signerOfDigest } from '../../../../../src/pki/index.ts'
import { fileSigner, folderWith, handsOf, now, signer, trust } from './hands-of.ts'

const one = signer('甲')
const other = signer('乙')
const content = new Uint8Array(1_000).map((_, n) => n % 251)
const taskFor = (path: string, change: Partial<SignTask> = {}): SignTask => ({
  ...{ path, content: 'attached', companion: null, signer: fileSigner(one), at: now },
  ...change,
})
const valid = (names: number) => ({ outcome: 'valid', signatures: Array.from({ length: names }, () => ({})) })
const signersIn = (bytes: Uint8Array) => parseSignedMessage(bytes).signers.length

describe('a message that gets one more signer', () => {
  const signed = async (form: SignTask['content'], data = content) => {
    const place = folderWith('合同.txt', data)
    const { hands, progress } = handsOf(one)
    return { ...place, message: await signFile(taskFor(place.path, { content: form }), hands, progress) }
  }

  it('stays as it is, and the other comes beside it', async () => {
    const { message, names, read } = await signed('attached')
    const { hands, log, told, progress } = handsOf(other)
    const before = read(message)
    const output = await signFile(taskFor(message, { signer: fileSigner(other) }), hands, progress)
    expect(names()).toEqual(['合同.txt', '合同.txt(1).p7m', '合同.txt.p7m'])
    expect([read(message).equals(before), signersIn(read(output))]).toEqual([true, 2])
    expect(log).toEqual(['sign sm2-digest', 'writing .'])
    expect(await verifyFile(output, trust)).toMatchObject(valid(2))
    expect(parseSignedMessage(read(output)).content).toEqual(content)
    expect(told.at(-1)).toEqual([content.length / 2, before.length])
  })

  it('may stand alone if its file is here', async () => {
    const { message, path, read } = await signed('detached')
    const { hands, told, progress } = handsOf(other)
    const task = taskFor(message, { signer: fileSigner(other), companion: path })
    const output = await signFile(task, hands, progress)
    expect([basename(output), signersIn(read(output))]).toEqual(['合同.txt(1).p7s', 2])
    expect(await verifyDetached(path, read(output), trust)).toMatchObject(valid(2))
    expect(told.at(-1)).toEqual([content.length, content.length])
  })

  it('is nothing without its file', async () => {
    const { message, names } = await signed('detached')
    const { hands, log, progress } = handsOf(other)
    await expect(signFile(taskFor(message), hands, progress)).rejects.toMatchObject({
      code: 'document-signature-alone',
    })
    expect([log, names().length]).toEqual([[], 2])
  })

  it('may be a text', async () => {
    const { message, put, read } = await signed('attached', content.subarray(0, 100))
    const text = put('b.pem', Buffer.from(read(message).toString('base64')))
    const { hands, progress } = handsOf(other)
    const output = await signFile(taskFor(text, { signer: fileSigner(other) }), hands, progress)
    expect([basename(output), signersIn(read(output))]).toEqual(['b(1).pem', 2])
    expect(await verifyFile(output, trust)).toMatchObject(valid(2))
  })

  it('is refused if it ends too early', async () => {
    const { message, put, read, names } = await signed('attached', content.subarray(0, 100))
    const whole = read(message)
    const at = whole.indexOf(content.subarray(0, 100))
    const cut = put('cut.p7m', whole.subarray(0, at + 50))
    const { hands, progress } = handsOf(other)
    await expect(signFile(taskFor(cut), hands, progress)).rejects.toMatchObject({ reason: 'truncated' })
    expect(names()).toHaveLength(3)
  })

  it('is refused if it changed while it was read or signed', async () => {
    const first = (await signed('attached')).message
    const { hands, progress } = handsOf(one)
    const changed = { code: 'document-changed' }
    await expect(signFile(taskFor(first), hands, () => appendFileSync(first, 'x'))).rejects.toMatchObject(
      changed,
    )
    const { message } = await signed('attached')
    const change = () => appendFileSync(message, 'x')
    const sign: typeof hands.sign = async (digest, scheme) => {
      change()
      return hands.sign(digest, scheme)
    }
    await expect(signFile(taskFor(message), { ...hands, sign }, progress)).rejects.toMatchObject(changed)
  })

  it('has room for thirty-two signers and no more', async () => {
    const { put, read } = folderWith('a', content)
    const { hands, progress } = handsOf(one)
    const sum = new Sm3()
    sum.update(content)
    const { digest, finish } = signerOfDigest(one.certificate, sum.digest(), now)
    const info = finish(await hands.sign(digest, 'sm2-digest'))
    const withMany = (count: number): string => {
      const signers = { certificates: [one.certificate], infos: Array.from({ length: count }, () => info) }
      const { head, tail } = signedFrame(content.length, signers)
      return put(`${count}.p7m`, concat(head, content, tail))
    }
    const output = await signFile(
      taskFor(withMany(31), { signer: fileSigner(other) }),
      handsOf(other).hands,
      progress,
    )
    expect(signersIn(read(output))).toBe(32)
    await expect(signFile(taskFor(withMany(32)), hands, progress)).rejects.toMatchObject({
      ...{ code: 'document-signers-full', params: { limit: 32 } },
    })
  })
})
