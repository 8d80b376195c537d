import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as signing from '../../../../src/main/web-signing/signing.ts'
import type { Usable } from '../../../../src/main/web-signing/site-certificates.ts'
import type { SignScheme, TokenSession } from '../../../../src/native/index.ts'
import { parseSignedMessage, sm2Verify, sm3, verifySignedMessage } from '../../../../src/pki/index.ts'
import { certificatesOn, memoryUkey, now, root } from './memory-ukey.ts'
import { refusal } from './site-keys.ts'

const message = new TextEncoder().encode('合同')
const ukey = memoryUkey('ukey-1')
const certificates = certificatesOn([ukey])
const [sm2] = certificates.all() as [Usable]
const withKey = (publicKey: Usable['certificate']['publicKey']): Usable => ({
  ...sm2,
  certificate: { ...sm2.certificate, publicKey },
})
const rsa = withKey({ type: 'rsa', bits: 2048, modulus: new Uint8Array(256), exponent: Uint8Array.of(3) })
const unknown = withKey({ type: 'unknown', bits: null, oid: '1.2.3' })

type Asked = readonly [string, Buffer, SignScheme]

const work = <T>(
  todo: (session: TokenSession, hand: NonNullable<ReturnType<typeof certificates.atHand>>) => Promise<T>,
): Promise<{ readonly answer: T; readonly asked: readonly Asked[] }> => {
  const hand = certificates.atHand(sm2)
  if (hand === null) throw new Error('the Ukey is gone')
  return ukey.present.token.withSession(null, async (session) => {
    const asked: Asked[] = []
    const sign: TokenSession['sign'] = (keyId, digest, scheme) => {
      asked.push([keyId, Buffer.from(digest), scheme])
      return session.sign(keyId, digest, scheme)
    }
    return { answer: await todo({ ...session, sign }, hand), asked }
  })
}

describe('a message is signed', () => {
  it('by an SM2 key in its own way, each time', async () => {
    for (let n = 0; n < 2; n += 1) {
      const { answer, asked } = await work((session, hand) =>
        signing.signMessage(session, hand, sm2, message),
      )
      expect(answer.algorithm).toBe('sm2-sm3')
      expect(sm2Verify(ukey.signing.keys.publicKey, message, answer.bytes)).toBe(true)
      expect(asked.map(([keyId, , scheme]) => [keyId, scheme])).toEqual([['0', 'sm2-digest']])
    }
  })

  it('by an RSA key over SHA-256, and by no other key', async () => {
    const { answer, asked } = await work((session, hand) => signing.signMessage(session, hand, rsa, message))
    expect(answer.algorithm).toBe('rsa-sha256')
    expect(asked).toEqual([['0', createHash('sha256').update(message).digest(), 'rsa-sha256']])
    await expect(
      work((session, hand) => signing.signMessage(session, hand, unknown, message)),
    ).rejects.toMatchObject(refusal('not-for-this-key'))
  })
})

describe('a signed message', () => {
  const chain = [root.certificate]
  const toTheSecond = new Date(Math.floor(now.getTime() / 1_000) * 1_000)
  const cms = async (detached: boolean, signingTime: Date | null) =>
    parseSignedMessage(
      (
        await work((session, hand) =>
          signing.signCms(session, hand, sm2, { content: message, chain, detached, signingTime }),
        )
      ).answer,
    )

  it('has its content or not, its time or not, and its chain', async () => {
    const whole = await cms(false, null)
    expect([Buffer.from(whole.content ?? []), whole.signers[0]?.signingTime]).toEqual([
      ...[Buffer.from(message), null],
    ])
    expect([whole.certificates.length, verifySignedMessage(whole)]).toMatchObject([2, [{ problem: null }]])
    const apart = await cms(true, now)
    expect([apart.content, apart.signers[0]?.signingTime]).toEqual([null, toTheSecond])
    expect(verifySignedMessage(apart, { content: { content: message } })).toMatchObject([{ problem: null }])
  })

  it('is made of a digest alone', async () => {
    const parts = { sm3: sm3(message), chain, signingTime: now }
    const { answer } = await work((session, hand) => signing.signFileDigest(session, hand, sm2, parts))
    const read = parseSignedMessage(answer)
    expect([read.content, read.certificates.length]).toEqual([null, 2])
    expect(verifySignedMessage(read, { content: { content: message } })).toMatchObject([{ problem: null }])
    expect(read.signers[0]?.signingTime).toEqual(toTheSecond)
  })

  it('is made by an SM2 key only', async () => {
    const parts = { content: message, sm3: sm3(message), chain, detached: true, signingTime: now }
    for (const make of [signing.signCms, signing.signFileDigest])
      await expect(work((session, hand) => make(session, hand, rsa, parts))).rejects.toMatchObject(
        refusal('not-for-this-key'),
      )
  })
})
