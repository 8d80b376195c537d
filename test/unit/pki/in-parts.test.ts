import { describe, expect, it } from 'vitest'
import * as pki from '../../../src/pki/index.ts'
import { sealedByOpenSsl } from '../../sealed-by-openssl.ts'
import { freshParty, freshRoot } from './authority.ts'

const root = freshRoot()
const reader = freshParty(root, { profile: 'encryption', name: '甲' })
const signers = ['乙', '丙'].map((name) => freshParty(root, { profile: 'signing', name }))
const content = pki.randomBytes(100_003)
const when = new Date('2026-11-27T08:00:00Z')

/** Parts of odd lengths, down to single bytes. */
const parts = (bytes: Uint8Array, step: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) =>
    bytes.subarray(at * step, (at + 1) * step),
  )

const keyOf = ({ recipients }: pki.EnvelopeHead): Uint8Array => {
  const named = recipients.filter((one) => one !== null)
  return pki.sm2Decrypt(reader.keys.privateKey, pki.recipientFor(named, reader.certificate).encryptedKey)
}

const opened = (file: Uint8Array, step: number) => {
  const head = pki.readEnvelopeHead(file.subarray(0, 3_000))
  const opener = pki.openInParts(head, keyOf(head))
  const found = parts(file.subarray(head.sealed.offset), step).map((part) => opener.update(part))
  const { last, tail } = opener.finish()
  return { head, tail, content: pki.concat(...found, last) }
}

const signerInfos = () =>
  signers.map(({ certificate, keys }) => {
    const { digest, finish } = pki.signerOfDigest(certificate, pki.sm3(content), when)
    return finish(pki.sm2SignDigest(keys.privateKey, digest))
  })
const certificates = signers.map(({ certificate }) => certificate)

describe('a file that is signed without being in memory', () => {
  it('is the message that the reader of whole messages knows, with every signer', () => {
    const { head, tail } = pki.signedFrame(content.length, { certificates, infos: signerInfos() })
    const message = pki.parseSignedMessage(pki.concat(head, content, tail))
    expect(message.content).toEqual(content)
    const verdicts = pki.verifySignedMessage(message)
    expect(verdicts.map(({ problem }) => problem)).toEqual([null, null])
    // DER sorts a SET OF.
    const names = verdicts.map(({ certificate }) => pki.toHex(certificate?.raw ?? new Uint8Array()))
    expect(new Set(names)).toEqual(new Set(certificates.map(({ raw }) => pki.toHex(raw))))
  })

  it('has its signature beside it if that is wanted', () => {
    const { head, tail } = pki.signedFrame(null, { certificates, infos: signerInfos() })
    const message = pki.parseSignedMessage(pki.concat(head, tail))
    expect(message.content).toBeNull()
    const problems = pki.verifySignedMessage(message, { content: { content } }).map(({ problem }) => problem)
    expect(problems).toEqual([null, null])
  })

  it.each([
    ['is found by its head, and its signers behind it', content.length],
    ['and likewise where it is empty', 0],
  ])('%s', (_, length) => {
    const { head, tail } = pki.signedFrame(length, { certificates, infos: signerInfos() })
    const file = pki.concat(head, content.subarray(0, length), tail)
    const found = pki.readSignedHead(file.subarray(0, 3_000))
    expect(found.whole).toBe(file.length)
    const walk = new pki.OctetContent(found.content ?? { offset: 0, length: 0, pieces: false }, 'test')
    const all = parts(file.subarray(found.content?.offset), 4_097).map((part) => walk.update(part))
    expect(pki.concat(...all)).toEqual(content.subarray(0, length))
    expect(pki.signersBehind(walk.rest, found.marks).signers).toHaveLength(2)
  })

  it('may be longer than four gigabytes', () => {
    const length = 5 * 2 ** 30
    const { head, tail } = pki.signedFrame(length, { certificates, infos: signerInfos() })
    const { content: place, whole } = pki.readSignedHead(head)
    expect(place).toEqual({ offset: head.length, length, pieces: false })
    expect(whole).toBe(head.length + length + tail.length)
  })
})

describe('a file that is sealed without being in memory', () => {
  const sealed = (length: number) => {
    const [key, iv] = [pki.randomBytes(16), pki.randomBytes(16)]
    const { head, tail } = pki.sealedFrame(length, { recipients: [reader.certificate], key, iv })
    const stream = pki.sm4CbcEncryption(key, iv)
    const found = parts(content.subarray(0, length), 1_001).map((part) => stream.update(part))
    return pki.concat(head, ...found, stream.finish(), tail)
  }

  it.each([0, 1, 15, 16, 17, 100_003])('holds %i bytes as whole messages do', (length) => {
    const message = pki.parseEnvelopedMessage(sealed(length))
    expect(pki.openMessage(message, reader.certificate, reader.keys.privateKey)).toEqual(
      content.subarray(0, length),
    )
  })

  it.each([0, 1, 16, 31, 100_003])('opens in parts, with %i bytes', (length) => {
    for (const step of [1, 16, 1_009]) {
      if (step === 1 && length > 100) continue
      const { tail, head, content: found } = opened(sealed(length), step)
      expect(found).toEqual(content.subarray(0, length))
      expect(pki.endsThere(tail, head.marks)).toBe(true)
    }
  })

  it.each([{}, { streaming: true }, { numbers: 'pkcs7' as const, streaming: true }])(
    'opens if OpenSSL has sealed it: %o',
    (how) => {
      const file = sealedByOpenSsl(content, [reader.certificate.raw], how)
      for (const step of [7, 4_096, file.length]) {
        const { head, tail, content: found } = opened(file, step)
        expect(found).toEqual(content)
        expect(pki.endsThere(tail, head.marks)).toBe(true)
      }
    },
  )

  it('is not taken for whole if its end is missing, or if its pieces lie about their lengths', () => {
    const file = sealed(1_000)
    expect(() => opened(file.subarray(0, -1), 100)).toThrow(pki.PkiError)
    const inPieces = sealedByOpenSsl(content, [reader.certificate.raw], { streaming: true })
    expect(() => opened(inPieces.subarray(0, -9), 4_096)).toThrow(pki.PkiError)
    const { sealed: start } = pki.readEnvelopeHead(inPieces.subarray(0, 3_000))
    for (const [place, value] of [
      [0, 0x02],
      [1, 0x80],
      [1, 0x11],
      [18, 0x24],
      [19, 0x87],
    ] as const) {
      const broken = Uint8Array.from(inPieces)
      broken[start.offset + place] = value
      expect(() => opened(broken, 4_096), `${place}: ${value}`).toThrow(pki.PkiError)
    }
  })

  it('tells who signed it behind the ciphertext', () => {
    const [key, iv] = [pki.randomBytes(16), pki.randomBytes(16)]
    const infos = signers.map(({ certificate, keys }) => {
      const signer = pki.signerOfContent(certificate)
      for (const part of parts(content, 999)) signer.update(part)
      const { digest, finish } = signer.finish()
      return finish(pki.sm2SignDigest(keys.privateKey, digest))
    })
    const sealing = { recipients: [reader.certificate], key, iv }
    const { head, tail } = pki.sealedFrame(content.length, sealing, { certificates, infos })
    const file = pki.concat(head, pki.sm4CbcEncrypt(key, iv, content), tail)
    const whole = pki.parseSignedAndEnvelopedMessage(file)
    expect(pki.verifySealedMessage(whole, content).map(({ problem }) => problem)).toEqual([null, null])
    const walked = opened(file, 1_234)
    const behind = pki.signersBehind(walked.tail, walked.head.marks)
    expect(behind.signers).toEqual(whole.signers)
    expect(behind.certificates.map(({ raw }) => raw)).toEqual(whole.certificates.map(({ raw }) => raw))
  })

  it('keeps no more than 16 MiB of what stands behind its end', () => {
    const walk = new pki.OctetContent({ offset: 0, length: 1, pieces: false }, 'test')
    const part = new Uint8Array(2 ** 20)
    expect(() => {
      for (let times = 0; times < 18; times++) walk.update(part)
    }).toThrow(pki.PkiError)
  })
})
