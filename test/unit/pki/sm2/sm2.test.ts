import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, fromHex, toBigInt, toHex } from '../../../../src/pki/bytes.ts'
import { decodePoint, Order } from '../../../../src/pki/sm2/curve.ts'
import { encryptWith } from '../../../../src/pki/sm2/encrypt.ts'
import * as sm2 from '../../../../src/pki/sm2/index.ts'
import { signatureFor } from '../../../../src/pki/sm2/sign.ts'

const D = fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8')
const P = fromHex(
  '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
)
const K = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n
const M = new TextEncoder().encode('message digest')
const E = 'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640'
const R = 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3'
const S = 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'
const message = fc.uint8Array({ maxLength: 300 })
const FORMS = ['asn1', '04-c1c3c2', 'c1c3c2', '04-c1c2c3', 'c1c2c3'] as const

describe('the published SM2 signature (GM/T 0003.5)', () => {
  it('has the published public key, Z and e', () => {
    expect(sm2.sm2PublicKeyOf(D)).toEqual(P)
    expect(toHex(sm2.sm2Z(P))).toBe('b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3')
    expect(toHex(sm2.sm2Digest(P, M))).toBe(E)
  })

  it('comes out of its k', () => {
    const d = toBigInt(D)
    const made = signatureFor(d, Order.inv(d + 1n), BigInt(`0x${E}`), K)
    expect(made).toEqual([BigInt(`0x${R}`), BigInt(`0x${S}`)])
  })

  it('verifies raw and as DER, and converts from one into the other', () => {
    const raw = fromHex(R + S)
    const der = sm2.signatureToDer(raw)
    expect(toHex(der)).toBe(`3046022100${R}022100${S}`)
    expect(sm2.signatureToRaw(der)).toEqual(raw)
    expect(sm2.sm2Verify(P, M, der)).toBe(true)
    expect(sm2.sm2Verify(P, M, raw, { form: 'raw' })).toBe(true)
    expect(sm2.sm2VerifyDigest(P, fromHex(E), der)).toBe(true)
  })
})

describe('the published SM2 ciphertext', () => {
  const DER =
    '307c022004ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73022100e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0042059983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766041321886ca989ca9c7d58087307ca93092d651efa'

  it('comes out of its k', () => {
    const parts = encryptWith(decodePoint(P), new TextEncoder().encode('encryption standard'), K)
    expect(parts && toHex(sm2.encodeSm2Cipher(parts, 'asn1'))).toBe(DER)
  })

  it('opens in every form in which it can be written', () => {
    const parts = encryptWith(decodePoint(P), new TextEncoder().encode('encryption standard'), K)
    for (const form of FORMS) {
      const written = parts ? sm2.encodeSm2Cipher(parts, form) : new Uint8Array()
      expect(new TextDecoder().decode(sm2.sm2Decrypt(D, written))).toBe('encryption standard')
      expect(new TextDecoder().decode(sm2.sm2Decrypt(D, written, form))).toBe('encryption standard')
    }
  })
})

describe('SM2 signatures', () => {
  const pair = sm2.generateSm2KeyPair()
  const signer = sm2.prepareSm2Signer(pair.privateKey)
  const verifier = sm2.prepareSm2Verifier(pair.publicKey)

  it('verify for the signed message and no other', () => {
    fc.assert(
      fc.property(message, message, (signed, other) => {
        const signature = signer.sign(signed)
        expect(verifier.verify(signed, signature)).toBe(true)
        expect(verifier.verify(other, signature)).toBe(toHex(other) === toHex(signed))
      }),
      { numRuns: 150 },
    )
  })

  it('are different each time', () => {
    const made = new Set(Array.from({ length: 50 }, () => toHex(signer.sign(M))))
    expect(made.size).toBe(50)
  })

  it('are bound to an identity of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 64 }), (id, otherId) => {
        const signature = sm2.sm2Sign(pair.privateKey, M, { id })
        expect(sm2.sm2Verify(pair.publicKey, M, signature, { id })).toBe(true)
        const same = toHex(id) === toHex(otherId)
        expect(sm2.sm2Verify(pair.publicKey, M, signature, { id: otherId })).toBe(same)
      }),
      { numRuns: 50 },
    )
  })

  it('over a ready digest equal those over the message', () => {
    const e = sm2.sm2Digest(pair.publicKey, M)
    expect(verifier.verify(M, sm2.sm2SignDigest(pair.privateKey, e))).toBe(true)
    expect(verifier.verifyDigest(e, signer.sign(M))).toBe(true)
    const raw = sm2.sm2SignDigest(pair.privateKey, e, 'raw')
    expect(sm2.sm2VerifyDigest(pair.publicKey, e, raw, 'raw')).toBe(true)
  })

  it('stop verifying when any bit is changed', () => {
    const signature = signer.sign(M)
    for (let i = 0; i < signature.length * 8; i++) {
      const changed = signature.slice()
      changed[i >> 3] = (changed[i >> 3] ?? 0) ^ (1 << (i & 7))
      expect(verifier.verify(M, changed)).toBe(false)
    }
  })

  it('verify under the key written with 04, without it, and compressed', () => {
    const { publicKey } = pair
    const compressed = concat(Uint8Array.of(2 + ((publicKey[64] ?? 0) & 1)), publicKey.subarray(1, 33))
    for (const form of [publicKey, publicKey.subarray(1), compressed]) {
      expect(sm2.normaliseSm2PublicKey(form)).toEqual(publicKey)
      expect(sm2.sm2Verify(form, M, signer.sign(M))).toBe(true)
    }
  })
})

describe('SM2 encryption', () => {
  const pair = sm2.generateSm2KeyPair()

  it('gives back what was encrypted in every form, whether the form is given or must be found', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.constantFrom(...FORMS),
        (data, form) => {
          const ciphertext = sm2.sm2Encrypt(pair.publicKey, data, form)
          expect(sm2.sm2Decrypt(pair.privateKey, ciphertext, form)).toEqual(data)
          // By chance zero may mask one byte in one reading. With or without a given form, C3 decides.
          expect(sm2.sm2Decrypt(pair.privateKey, ciphertext)).toEqual(data)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('makes keys that are on the curve and fit each other', () => {
    for (let i = 0; i < 20; i++) {
      const { privateKey, publicKey } = sm2.generateSm2KeyPair()
      expect(sm2.sm2PublicKeyOf(privateKey)).toEqual(publicKey)
      sm2.wipe(privateKey)
      expect(privateKey.every((byte) => byte === 0)).toBe(true)
    }
  })
})
