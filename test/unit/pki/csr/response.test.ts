import { describe, expect, it } from 'vitest'
import { context, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { refused } from '../refusal.ts'
import { certificateDer } from '../x509/unsigned.ts'

const [one, two] = [
  certificateDer({ serial: Uint8Array.of(1) }),
  certificateDer({ serial: Uint8Array.of(2) }),
]
const sealed = pki.sealEnvelopedKey(pki.generateSm2KeyPair().publicKey, pki.generateSm2KeyPair())
const key = pki.encodeEnvelopedKey(sealed)
const response = (signing: readonly Uint8Array[], ...more: readonly Uint8Array[]) =>
  der.sequence(der.element(TAG.set, ...signing), ...more)
const raws = (certificates: readonly pki.Certificate[]) => certificates.map(({ raw }) => raw)
const content = (bytes: Uint8Array) =>
  bytes.subarray((bytes[1] ?? 0) < 0x80 ? 2 : 2 + ((bytes[1] ?? 0) & 0x7f))

describe('the answer to a request', () => {
  it('has its three members, with explicit tags or implicit ones', () => {
    for (const tagged of [der.explicit(0, key), der.element(context(0), content(key))])
      for (const certificates of [
        der.element(context(1), one, two),
        der.explicit(1, der.element(TAG.set, one, two)),
      ]) {
        const read = pki.parseCsrResponse(response([two], tagged, certificates))
        expect(raws(read.signCertificates)).toEqual([two])
        expect(read.encryptedPrivateKey).toEqual(sealed)
        expect(raws(read.encryptCertificates)).toEqual([one, two])
      }
  })

  it('may have signing certificates alone, or one of the others', () => {
    const alone = pki.parseCsrResponse(response([one, two]))
    expect(raws(alone.signCertificates)).toEqual([one, two])
    expect(alone).toMatchObject({ encryptedPrivateKey: null, encryptCertificates: [] })
    const keyed = pki.parseCsrResponse(response([one], der.explicit(0, key)))
    expect(keyed).toMatchObject({ encryptedPrivateKey: sealed, encryptCertificates: [] })
    const certified = pki.parseCsrResponse(response([one], der.element(context(1), two)))
    expect(certified.encryptedPrivateKey).toBeNull()
    expect(raws(certified.encryptCertificates)).toEqual([two])
  })

  it.each<readonly [string, Uint8Array, pki.PkiReason]>([
    ['no signing certificate', response([]), 'missing-field'],
    ['more behind it', response([one], der.nothing()), 'trailing-bytes'],
    ['more behind its key', response([one], der.explicit(0, key, der.nothing())), 'unexpected-tag'],
    [
      'more behind the members of its key',
      response([one], der.element(context(0), content(key), der.nothing())),
      'trailing-bytes',
    ],
    [
      'more behind a set of certificates',
      response([one], der.explicit(1, der.element(TAG.set, two), der.nothing())),
      'trailing-bytes',
    ],
    [
      'members in another order',
      response([one], der.element(context(1), two), der.explicit(0, key)),
      'trailing-bytes',
    ],
  ])('is refused with %s', (_what, bytes, reason) => {
    expect(() => pki.parseCsrResponse(bytes)).toThrow(refused(reason))
  })

  it('is written as it is read, as DER or base64', () => {
    const given = { signCertificates: [one], encryptedPrivateKey: sealed, encryptCertificates: [two, one] }
    const written = pki.encodeCsrResponse(given)
    for (const input of [written, Buffer.from(written).toString('base64')]) {
      const read = pki.parseCsrResponse(input)
      expect(raws(read.signCertificates)).toEqual([one])
      expect(read.encryptedPrivateKey).toEqual(sealed)
      expect(raws(read.encryptCertificates)).toEqual([one, two])
    }
    const short = { signCertificates: [one], encryptedPrivateKey: null, encryptCertificates: [] }
    expect(pki.encodeCsrResponse(short)).toEqual(response([one]))
  })
})
