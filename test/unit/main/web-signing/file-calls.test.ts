import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as calls from '../../../../src/main/web-signing/sof/file-calls.ts'
import { SOR } from '../../../../src/main/web-signing/sof/sof-error.ts'
import {
  parseSignedMessage,
  signedMessageToSign,
  sm2SignDigest,
  sm2Verify,
  sm3,
  verifySignedMessage,
} from '../../../../src/pki/index.ts'
import { now } from './memory-ukey.ts'
import { sofFiles } from './sof-files.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'))
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const path = 'C:\\fakepath\\页面.pdf'

type Made = ReturnType<typeof sofFiles>
const signingUse = ({ shown, digest, signing }: Made) => ({
  ...{ purpose: 'sign', use: 'sign', content: shown, loose: true, digest, name: `name of ${signing.id}` },
})
const toSign = { purpose: 'sign', path, tokenId: 'ukey-1' }
const toVerify = { purpose: 'verify', path, tokenId: null }

describe('a file is signed', () => {
  it('with a bare signature over what was picked', async () => {
    const made = sofFiles()
    const signature = await calls.signFile(made.session, made.user, path)
    expect(sm2Verify(made.ukey.signing.keys.publicKey, made.bytes, bytesOf(signature))).toBe(true)
    expect([made.picked, made.uses]).toEqual([[toSign], [signingUse(made)]])
    expect(made.session.lastSigner).toBe('me/1')
  })

  it('with a message beside it that names its digest and the time', async () => {
    const made = sofFiles()
    const message = parseSignedMessage(bytesOf(await calls.signFileApart(made.session, made.user, path)))
    expect([message.content, message.certificates.length]).toEqual([null, 1])
    expect(verifySignedMessage(message, { content: { content: made.bytes } })).toMatchObject([
      { problem: null },
    ])
    expect(verifySignedMessage(message, { content: { content: utf8('x') } })).not.toMatchObject([
      { problem: null },
    ])
    const seconds = Math.floor(now.getTime() / 1_000)
    expect(message.signers[0]?.signingTime?.getTime()).toBe(seconds * 1_000)
    expect([made.picked, made.uses]).toEqual([[toSign], [signingUse(made)]])
  })

  it('with a message around it', async () => {
    const made = sofFiles()
    const message = parseSignedMessage(bytesOf(await calls.signFileWhole(made.session, made.user, path)))
    expect([Buffer.from(message.content ?? []), message.signers[0]?.attributesDer]).toEqual([
      Buffer.from(made.bytes),
      null,
    ])
    expect(verifySignedMessage(message)).toMatchObject([{ problem: null }])
    expect([made.picked, made.uses]).toEqual([[toSign], [signingUse(made)]])
  })

  it('by nobody who is not logged in', async () => {
    const { session, user, picked } = sofFiles()
    session.loggedIn.clear()
    for (const call of [calls.signFile, calls.signFileApart, calls.signFileWhole])
      await expect(call(session, user, path)).rejects.toMatchObject({ code: SOR.notLoggedIn })
    await expect(calls.decryptFile(session, user, path, 'a')).rejects.toMatchObject({ code: SOR.notLoggedIn })
    expect(picked).toEqual([])
  })

  it('not if its signature would be one for something else', async () => {
    const { session, user, uses } = sofFiles(sofFiles().signing.certificate.tbs)
    for (const call of [calls.signFile, calls.signFileWhole])
      await expect(call(session, user, path)).rejects.toMatchObject({ code: 'file-not-for-signing' })
    expect(uses).toEqual([])
    expect(await calls.signFileApart(session, user, path)).toMatch(/^MI/)
  })

  it('not with a key that signs nothing here', async () => {
    const { session, user, picked } = sofFiles()
    const publicKey = { type: 'unknown', bits: null, oid: '1.2.3' } as const
    const signing = { ...user.signing, certificate: { ...user.signing.certificate, publicKey } }
    await expect(calls.signFile(session, { ...user, signing }, path)).rejects.toMatchObject({
      code: SOR.noKey,
    })
    await expect(calls.verifyFile(session, signing.certificate, path, utf8(''))).rejects.toMatchObject({
      code: SOR.notSupported,
    })
    expect(picked).toEqual([])
  })
})

describe('a signature over a file', () => {
  it('is right or wrong, and the person agrees before the page hears of it', async () => {
    const { session, ukey, signing, picked, confirmed, bytes, shown } = sofFiles()
    const signature = ukey.signing.sign(bytes)
    expect(await calls.verifyFile(session, signing.certificate, path, signature)).toBe(true)
    expect([picked, confirmed.map(([purpose, { name, length }]) => [purpose, name, length])]).toEqual([
      [toVerify],
      [['verify', shown.name, shown.length]],
    ])
    await expect(
      calls.verifyFile(session, signing.certificate, path, ukey.signing.sign(utf8('x'))),
    ).rejects.toMatchObject({ code: SOR.verifyFailed })
    expect(confirmed).toHaveLength(2)
  })

  it.each([null, now])('in a message with the time %s is right for this file alone', async (signingTime) => {
    const { session, ukey, picked, confirmed, bytes } = sofFiles()
    const over = (content: Uint8Array, detached: boolean): Uint8Array => {
      const { certificate, keys } = ukey.signing
      const { digest, finish } = signedMessageToSign({
        content: { content },
        certificate,
        detached,
        signingTime,
      })
      return finish(sm2SignDigest(keys.privateKey, digest))
    }
    expect(await calls.verifyFileMessage(session, over(bytes, true), path)).toBe(true)
    expect(await calls.verifyFileMessage(session, over(bytes, false), path)).toBe(true)
    for (const detached of [true, false])
      await expect(calls.verifyFileMessage(session, over(utf8('x'), detached), path)).rejects.toMatchObject({
        code: SOR.verifyFailed,
      })
    expect(picked).toEqual([toVerify, toVerify, toVerify, toVerify])
    const whole = confirmed.map(([purpose, file]) => [purpose, 'bytes' in file])
    expect(whole).toEqual(picked.map(() => ['verify', signingTime === null]))
  })

  it('cannot be in what is no message', async () => {
    const { session, picked } = sofFiles()
    await expect(calls.verifyFileMessage(session, utf8('x'), path)).rejects.toMatchObject({
      code: SOR.inputData,
    })
    expect(picked).toEqual([])
  })
})

it('a page hears nothing of a file if the person does not agree', async () => {
  const { session, ukey, signing, bytes, says } = sofFiles()
  says.no = new Error('no')
  const { certificate, keys } = ukey.signing
  const { digest, finish } = signedMessageToSign({
    ...{ content: { content: bytes }, certificate, detached: true, signingTime: null },
  })
  const message = finish(sm2SignDigest(keys.privateKey, digest))
  const signature = ukey.signing.sign(bytes)
  await expect(calls.verifyFile(session, signing.certificate, path, signature)).rejects.toThrow('no')
  await expect(calls.verifyFileMessage(session, message, path)).rejects.toThrow('no')
  await expect(calls.hashFile(session, 1, path)).rejects.toThrow('no')
})

it('a file has a digest of each kind, and the person agrees before the page hears it', async () => {
  const { session, picked, confirmed, bytes } = sofFiles()
  const hash = (name: string) => createHash(name).update(bytes).digest('base64')
  expect(await calls.hashFile(session, 1, path)).toBe(base64(sm3(bytes)))
  expect([await calls.hashFile(session, 2, path), await calls.hashFile(session, 4, path)]).toEqual([
    ...[hash('sha1'), hash('sha256')],
  ])
  await expect(calls.hashFile(session, 3, path)).rejects.toMatchObject({ code: SOR.notSupported })
  expect(picked).toEqual(Array.from({ length: 3 }, () => ({ purpose: 'digest', path, tokenId: null })))
  expect(confirmed.map(([purpose]) => purpose)).toEqual(['digest', 'digest', 'digest'])
})
