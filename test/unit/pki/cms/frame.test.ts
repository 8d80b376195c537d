import { describe, expect, it } from 'vitest'
import {
  contentInfo,
  nothing,
  sealedFrame,
  sealedLength,
  signedFrame,
  signerOfContent,
  signerOfDigest,
  within,
} from '../../../../src/pki/cms/frame.ts'
import { context, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { freshParty, freshRoot } from '../authority.ts'

const { OID } = pki
const root = freshRoot()
const signer = freshParty(root, { profile: 'signing' })
const reader = freshParty(root, { profile: 'encryption' })
const { certificate } = signer
const filled = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7) & 255)
const whole = ({ head, tail }: pki.Frame, content: Uint8Array) => pki.concat(head, content, tail)
const [before, behind] = [der.integer(1), der.boolean(true)]

describe('a frame', () => {
  it.each([0, 100, 118, 119, 120, 240, 256, 70_000])(
    'within an element counts %i bytes of content',
    (length) => {
      const content = filled(length)
      const inner = within(TAG.octetString, nothing, length)
      expect(whole(inner, content)).toEqual(der.octets(content))
      const outer = within(TAG.sequence, inner, length, [before], [behind, behind])
      expect(whole(outer, content)).toEqual(der.sequence(before, der.octets(content), behind, behind))
      expect(whole(within(TAG.set, inner, length), content)).toEqual(
        der.element(TAG.set, der.octets(content)),
      )
      const info = contentInfo('1.2.3', inner, length)
      expect(whole(info, content)).toEqual(
        der.sequence(der.oid('1.2.3'), der.explicit(0, der.octets(content))),
      )
    },
  )
})

describe('the frame of a signed message', () => {
  const infos = [der.sequence(der.integer(2)), der.sequence(der.integer(1))]
  const signers = { certificates: [certificate, root.certificate, certificate], infos }
  const certificates = der.element(context(0), ...der.sorted([certificate.raw, root.certificate.raw]))
  const numbers = { signed: '1.2.1', data: '1.2.2', digest: der.sequence(der.oid('1.2.3')) }
  const body = (digest: Uint8Array, inner: Uint8Array) =>
    der.sequence(der.integer(1), der.setOf(digest), inner, certificates, der.setOf(...infos))
  const sm3 = der.sequence(der.oid(OID.sm3))

  it('is around its content, with each certificate once and all in order', () => {
    const content = filled(200)
    const inner = (data: string) => der.sequence(der.oid(data), der.explicit(0, der.octets(content)))
    const gm = der.sequence(der.oid(OID.gmSignedData), der.explicit(0, body(sm3, inner(OID.gmData))))
    expect(whole(signedFrame(200, signers), content)).toEqual(gm)
    const other = der.sequence(der.oid('1.2.1'), der.explicit(0, body(numbers.digest, inner('1.2.2'))))
    expect(whole(signedFrame(200, signers, numbers), content)).toEqual(other)
  })

  it('has an empty content, or none', () => {
    const none = new Uint8Array()
    const empty = der.sequence(der.oid(OID.gmData), der.explicit(0, der.octets()))
    const message = (inner: Uint8Array) =>
      der.sequence(der.oid(OID.gmSignedData), der.explicit(0, body(sm3, inner)))
    expect(whole(signedFrame(0, signers), none)).toEqual(message(empty))
    expect(whole(signedFrame(null, signers), none)).toEqual(message(der.sequence(der.oid(OID.gmData))))
  })
})

describe('the frame of a sealed message', () => {
  const [key, iv] = [filled(16), filled(16).reverse()]
  const sealing = { recipients: [reader.certificate], key, iv }

  it.each([
    [0, 16],
    [1, 16],
    [15, 16],
    [16, 32],
    [17, 32],
    [5 * 2 ** 30, 5 * 2 ** 30 + 16],
  ])('has room for the padding of %i bytes: %i', (length, sealed) => {
    expect(sealedLength(length)).toBe(sealed)
  })

  it('is around a ciphertext, for whoever may open it', () => {
    const content = filled(33)
    const message = whole(sealedFrame(33, sealing), pki.sm4CbcEncrypt(key, iv, content))
    const read = pki.parseEnvelopedMessage(message)
    expect(read.encrypted).toMatchObject({ contentType: OID.gmData, algorithm: OID.sm4Cbc, iv })
    expect(pki.openMessage(read, reader.certificate, reader.keys.privateKey)).toEqual(content)
    expect(pki.readEnvelopeHead(message)).toMatchObject({ kind: 'enveloped', whole: message.length })
  })

  it('has its signers behind it, if there are any', () => {
    const content = filled(33)
    const one = signerOfContent(certificate)
    one.update(content)
    const info = one.finish().finish(signer.sign(content))
    const signers = { certificates: [certificate], infos: [info] }
    const message = whole(sealedFrame(33, sealing, signers), pki.sm4CbcEncrypt(key, iv, content))
    const read = pki.parseSignedAndEnvelopedMessage(message)
    expect(pki.verifySealedMessage(read, content)).toMatchObject([{ problem: null }])
    expect(pki.openMessage(read, reader.certificate, reader.keys.privateKey)).toEqual(content)
  })
})

describe('a signer', () => {
  const [content, time] = [filled(50), new Date('2026-11-20T08:00:00Z')]

  it('of a content in parts signs all of them', () => {
    const one = signerOfContent(certificate)
    one.update(content.subarray(0, 20))
    one.update(content.subarray(20))
    expect(one.finish().digest).toEqual(pki.sm2Digest(signer.keys.publicKey, content))
  })

  it('of a digest signs attributes, for the type of the message', () => {
    const verdict = (given: string | undefined, type: string) => {
      const { digest, finish } = signerOfDigest(
        certificate,
        pki.sm3(content),
        time,
        ...(given === undefined ? [] : [given]),
      )
      const info = finish(pki.sm2SignDigest(signer.keys.privateKey, digest))
      const numbers = { signed: OID.gmSignedData, data: type, digest: der.sequence(der.oid(OID.sm3)) }
      const frame = signedFrame(50, { certificates: [certificate], infos: [info] }, numbers)
      const message = pki.parseSignedMessage(whole(frame, content))
      expect(message.signers[0]?.signingTime).toEqual(time)
      return pki.verifySignedMessage(message)[0]?.problem
    }
    expect(verdict(undefined, OID.gmData)).toBeNull()
    expect(verdict(OID.data, OID.data)).toBeNull()
    expect(verdict(OID.data, OID.gmData)).toBe('wrong-digest')
  })
})
