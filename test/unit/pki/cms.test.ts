import { describe, expect, it } from 'vitest'
import { context, der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { signatureToRaw } from '../../../src/pki/sm2/signature-form.ts'
import { freshParty, freshRoot } from './authority.ts'
import { SADK_DETACHED, SADK_SIGNED } from './samples.ts'

const root = freshRoot()
const signer = freshParty(root, { profile: 'signing', name: '签名' })
const reader = freshParty(root, { profile: 'encryption', name: '加密' })
const other = freshParty(root, { profile: 'encryption', name: '旁人' })
const content = new TextEncoder().encode('Hello Secret World!')
const problems = (verdicts: readonly pki.SignerVerdict[]) => verdicts.map((verdict) => verdict.problem)

function signed(spec: Partial<pki.SignedMessageSpec> = {}): Uint8Array {
  const message = pki.signedMessageToSign({
    content: { content },
    certificate: signer.certificate,
    detached: false,
    signingTime: null,
    ...spec,
  })
  return message.finish(pki.sm2SignDigest(signer.keys.privateKey, message.digest))
}

describe('signed messages that others made', () => {
  it('verify with the content inside', () => {
    const message = pki.parseSignedMessage(SADK_SIGNED)
    expect(message.content).toEqual(content)
    expect(message.certificates.map((one) => one.subject.cn)).toEqual(['Jon Snow'])
    expect(problems(pki.verifySignedMessage(message))).toEqual([null])
  })

  it('verify when detached, with the right content and no other', () => {
    const message = pki.parseSignedMessage(SADK_DETACHED)
    expect(message.content).toBe(null)
    expect(problems(pki.verifySignedMessage(message, { content: { content } }))).toEqual([null])
    const wrong = { content: content.subarray(1) }
    expect(problems(pki.verifySignedMessage(message, { content: wrong }))).toEqual(['bad-signature'])
    expect(problems(pki.verifySignedMessage(message))).toEqual(['content-missing'])
  })
})

describe('signed messages', () => {
  const time = new Date('2026-11-20T08:00:00Z')
  const cases = [false, true].flatMap((detached) =>
    [null, time].map((signingTime) => ({ detached, signingTime })),
  )

  it.each(cases)('verify: %o', ({ detached, signingTime }) => {
    const message = pki.parseSignedMessage(pki.toPem('PKCS7', signed({ detached, signingTime })))
    const given = detached ? { content: { content } } : {}
    const [verdict] = pki.verifySignedMessage(message, given)
    expect(verdict?.problem).toBe(null)
    expect(verdict?.certificate?.raw).toEqual(signer.certificate.raw)
    expect(verdict?.signer.signingTime).toEqual(signingTime)
    expect(pki.cmsKind(signed({ detached, signingTime }))).toBe('signed')
    // The certificates behind have the same tag as the content.
    expect(pki.readSignedHead(signed({ detached, signingTime })).content === null).toBe(detached)
  })

  it('of a large file need only its digest, for signing and for verifying', () => {
    const digest = { sm3: pki.sm3(content) }
    const bytes = signed({ content: digest, detached: true, signingTime: time })
    const message = pki.parseSignedMessage(bytes)
    expect(problems(pki.verifySignedMessage(message, { content: digest }))).toEqual([null])
    expect(problems(pki.verifySignedMessage(message, { content: { content } }))).toEqual([null])
    expect(() => signed({ content: digest })).toThrow(pki.PkiError)
  })

  it('carry the chain, and verify also with certificates given separately', () => {
    const message = pki.parseSignedMessage(signed({ chain: [root.certificate] }))
    expect(message.certificates).toHaveLength(2)
    const bare = { ...message, certificates: [] }
    expect(problems(pki.verifySignedMessage(bare))).toEqual(['no-certificate'])
    expect(problems(pki.verifySignedMessage(bare, { certificates: [signer.certificate] }))).toEqual([null])
  })

  it('are also read under the numbers of RFC 5652', () => {
    const inner = pki.parseSignedMessage(signed())
    const relabelled = der.sequence(der.oid(pki.OID.signedData), der.explicit(0, bodyOf(signed())))
    const message = pki.parseSignedMessage(relabelled)
    expect(problems(pki.verifySignedMessage(message))).toEqual([null])
    expect(message.content).toEqual(inner.content)
  })

  it('do not verify when attributes are passed off as content', () => {
    const message = pki.parseSignedMessage(signed({ signingTime: time }))
    const [signer] = message.signers
    if (signer === undefined) return expect.unreachable('a message has a signer')
    const forged = {
      ...message,
      content: signer.attributesDer,
      signers: [{ ...signer, attributesDer: null, attributes: [] }],
    }
    expect(problems(pki.verifySignedMessage(forged))).toEqual(['bad-signature'])
    const set = der.setOf(der.integer(1)) // a content may well be a SET
    expect(
      problems(pki.verifySignedMessage(pki.parseSignedMessage(signed({ content: { content: set } })))),
    ).toEqual([null])
  })

  it('are refused or do not verify when any byte is changed', () => {
    for (const signingTime of [null, time]) {
      const bytes = signed({ signingTime })
      for (let i = 0; i < bytes.length; i += 3) {
        const changed = bytes.with(i, (bytes[i] ?? 0) ^ 0x40)
        expect(acceptance(changed), `byte ${i}`).not.toBe('accepted as another content')
      }
    }
  })
})

function bodyOf(contentInfo: Uint8Array): Uint8Array {
  const start = Buffer.from(contentInfo).indexOf(Buffer.from(der.oid(pki.OID.gmSignedData)))
  const explicit = start + der.oid(pki.OID.gmSignedData).length
  const header = (contentInfo[explicit + 1] ?? 0) < 0x80 ? 2 : 2 + ((contentInfo[explicit + 1] ?? 0) & 0x7f)
  return contentInfo.subarray(explicit + header)
}

/** What a changed message is taken for. Only the content that was signed may verify. */
function acceptance(bytes: Uint8Array): string {
  try {
    const message = pki.parseSignedMessage(bytes)
    const verified = problems(pki.verifySignedMessage(message)).every((problem) => problem === null)
    const same = message.content !== null && pki.equalBytes(message.content, content)
    return verified && !same ? 'accepted as another content' : 'harmless'
  } catch (error) {
    expect(error).toBeInstanceOf(pki.PkiError)
    return 'refused'
  }
}

describe('sealed messages', () => {
  const sealed = pki.sealMessage(content, [reader.certificate, other.certificate])

  it('open for each recipient and nobody else', () => {
    const message = pki.parseEnvelopedMessage(sealed)
    for (const one of [reader, other]) {
      expect(pki.openMessage(message, one.certificate, one.keys.privateKey)).toEqual(content)
    }
    expect(() => pki.openMessage(message, signer.certificate, signer.keys.privateKey)).toThrow(
      /not-a-recipient/,
    )
    expect(() => pki.openMessage(message, reader.certificate, other.keys.privateKey)).toThrow(pki.PkiError)
  })

  it('open in CFCA’s variant, with key identifier, bare SM4 number and raw C1C2C3 without 04', () => {
    const key = pki.randomBytes(16)
    const iv = pki.randomBytes(16)
    const keyId = reader.certificate.subjectKeyId ?? new Uint8Array()
    const recipient = der.sequence(
      der.integer(2),
      der.implicit(0, keyId),
      der.sequence(der.oid(pki.OID.sm2Encryption)),
      der.octets(pki.sm2Encrypt(reader.keys.publicKey, key, 'c1c2c3')),
    )
    const body = der.sequence(
      der.integer(1),
      der.setOf(recipient),
      der.sequence(
        der.oid(pki.OID.gmData),
        der.sequence(der.oid(pki.OID.sm4), der.octets(iv)),
        der.implicit(0, pki.sm4CbcEncrypt(key, iv, content)),
      ),
    )
    const message = pki.parseEnvelopedMessage(
      der.sequence(der.oid(pki.OID.gmEnvelopedData), der.explicit(0, body)),
    )
    expect(pki.openMessage(message, reader.certificate, reader.keys.privateKey)).toEqual(content)
  })

  it('are not mistaken for signed ones', () => {
    expect(() => pki.parseSignedMessage(sealed)).toThrow(pki.PkiError)
    expect(pki.cmsKind(sealed)).toBe('enveloped')
    expect(pki.cmsKind(Uint8Array.of(0x30, 0))).toBe(null)
  })
})

describe('messages that are signed and sealed', () => {
  const toSign = pki.sealedMessageToSign(content, signer.certificate, [reader.certificate])
  const bytes = toSign.finish(pki.sm2SignDigest(signer.keys.privateKey, toSign.digest))
  const message = pki.parseSignedAndEnvelopedMessage(bytes)

  it('open and verify', () => {
    const opened = pki.openMessage(message, reader.certificate, reader.keys.privateKey)
    expect(opened).toEqual(content)
    expect(problems(pki.verifySealedMessage(message, opened))).toEqual([null])
    expect(problems(pki.verifySealedMessage(message, opened.subarray(1)))).toEqual(['bad-signature'])
  })

  it('return an encryption key in the form that some key-management centres send', () => {
    const pair = pki.generateSm2KeyPair()
    const key = pki.randomBytes(16)
    const padded = pki.concat(new Uint8Array(32), pair.privateKey)
    const recipient = der.sequence(
      der.integer(1),
      der.sequence(signer.certificate.issuer.raw, der.element(2, signer.certificate.serial)),
      der.sequence(der.oid(pki.OID.sm2Encryption)),
      der.octets(pki.sm2Encrypt(signer.keys.publicKey, key)),
    )
    const encrypted = der.sequence(
      der.oid(pki.OID.gmData),
      der.sequence(der.oid(pki.OID.sm4)),
      der.implicit(0, pki.sm4EcbEncrypt(key, padded, 'none')),
    )
    const kmc = pki.parseSignedMessage(signed())
    const trailer = [
      der.element(context(0), ...kmc.certificates.map((one) => one.raw)),
      der.setOf(signerInfoOf(signed())),
    ]
    const algorithms = der.setOf(der.sequence(der.oid(pki.OID.sm3)))
    const body = der.sequence(der.integer(1), der.setOf(recipient), algorithms, encrypted, ...trailer)
    const returned = pki.parseSignedAndEnvelopedMessage(
      der.sequence(der.oid(pki.OID.gmSignedAndEnvelopedData), der.explicit(0, body)),
    )
    const sealed = pki.envelopedKeyOf(returned, pair.publicKey)
    expect(pki.openEnvelopedKey(signer.keys.privateKey, sealed)).toEqual(pair)
    expect(pki.parseEnvelopedKeyBlob(pki.encodeEnvelopedKeyBlob(sealed))).toEqual(sealed)
  })
})

describe('a message inside a PDF', () => {
  it('gives the signature the number of GM/T 0010 and not that of SM2 with SM3, for readers that know only that', () => {
    const toSign = pki.detachedMessageToSign({
      ...{ pieces: [content.subarray(0, 5), content.subarray(5)], certificate: signer.certificate },
      ...{ chain: [], signingTime: new Date('2026-11-20T08:00:00Z') },
    })
    const signature = signatureToRaw(pki.sm2SignDigest(signer.keys.privateKey, toSign.digest))
    const message = pki.parseSignedMessage(toSign.finish(signature))
    expect(message.signers.map((one) => [one.digestAlgorithm, one.signatureAlgorithm.oid])).toEqual([
      [pki.OID.sm3, pki.OID.sm2Signature],
    ])
    expect(problems(pki.verifySignedMessage(message, { content: { content } }))).toEqual([null])
  })
})

/** The SignerInfo that ends a message. */
function signerInfoOf(bytes: Uint8Array): Uint8Array {
  const marker = Buffer.from(der.sequence(der.oid(pki.OID.sm2Signature)))
  const at = Buffer.from(bytes).lastIndexOf(marker)
  for (let start = at; start > 0; start--) {
    const length = bytes[start + 1] === 0x81 ? 3 + (bytes[start + 2] ?? 0) : 2 + (bytes[start + 1] ?? 0)
    if (bytes[start] === 0x30 && start + length === bytes.length && start < at) return bytes.subarray(start)
  }
  return expect.unreachable('a message ends with its signer')
}
