import smCrypto from 'sm-crypto'
import { describe, expect, it } from 'vitest'
import * as pki from '../../../src/pki/index.ts'

// A second implementation that shares no code with ours, over 500 random cases an operation.

// `npm test` takes a slice; PKI_CASES=500 asks for all.
const CASES = Number(process.env.PKI_CASES ?? 150)
const each = <T>(make: (i: number) => T) => Array.from({ length: CASES }, (_, i) => make(i))
const size = (i: number) => 1 + ((i * 31) % 200)
const bytes = (value: string) => pki.fromHex(value)
const parties = Array.from({ length: 10 }, () => {
  const pair = pki.generateSm2KeyPair()
  const privateHex = pki.toHex(pair.privateKey)
  const publicHex = pki.toHex(pair.publicKey)
  const signer = pki.prepareSm2Signer(pair.privateKey)
  return { ...pair, privateHex, publicHex, signer, verifier: pki.prepareSm2Verifier(pair.publicKey) }
})
const party = (i: number) => parties[i % parties.length] as (typeof parties)[number]
const DER = { hash: true, der: true } as const

describe('sm-crypto', { timeout: 300_000 }, () => {
  it('derives the same public keys from our private keys, and we derive the same from its private keys', () => {
    for (let i = 0; i < 50; i++) {
      const { privateKey, publicKey } = smCrypto.sm2.generateKeyPairHex()
      expect(pki.toHex(pki.sm2PublicKeyOf(bytes(privateKey)))).toBe(publicKey)
    }
  })

  it('verifies our signatures and makes signatures that we verify', () => {
    const results = each((i) => {
      const message = pki.randomBytes(size(i))
      const { privateHex, publicHex, signer, verifier } = party(i)
      const options = { ...DER, publicKey: publicHex }
      if (i % 2 === 0) {
        return smCrypto.sm2.doVerifySignature(
          [...message],
          pki.toHex(signer.sign(message)),
          publicHex,
          options,
        )
      }
      return verifier.verify(message, bytes(smCrypto.sm2.doSignature([...message], privateHex, options)))
    })
    expect(results.every(Boolean)).toBe(true)
  })

  it('opens our ciphertexts and makes ciphertexts that we open, in both orders of C1, C2 and C3', () => {
    each((i) => {
      const message = pki.randomBytes(size(i))
      const { privateKey, privateHex, publicKey, publicHex } = party(i)
      const [mode, form] = i % 4 < 2 ? ([1, 'c1c3c2'] as const) : ([0, 'c1c2c3'] as const)
      if (i % 2 === 0) {
        const ciphertext = pki.toHex(pki.sm2Encrypt(publicKey, message, form))
        const opened = smCrypto.sm2.doDecrypt(ciphertext, privateHex, mode, { output: 'array' })
        expect(Uint8Array.from(opened)).toEqual(message)
      } else {
        const ciphertext = bytes(smCrypto.sm2.doEncrypt([...message], publicHex, mode))
        expect(pki.sm2Decrypt(privateKey, ciphertext)).toEqual(message)
      }
    })
  })

  it('gives the same digests and keyed digests', () => {
    each((i) => {
      const message = pki.randomBytes(size(i))
      expect(pki.toHex(pki.sm3(message))).toBe(smCrypto.sm3([...message]))
      const key = pki.toHex(pki.randomBytes(1 + (i % 100)))
      expect(pki.toHex(pki.hmacSm3(bytes(key), message))).toBe(smCrypto.sm3([...message], { key }))
    })
  })

  it('encrypts to the same SM4 ciphertexts and decrypts ours', () => {
    each((i) => {
      const message = pki.randomBytes(size(i))
      const key = pki.randomBytes(16)
      const iv = pki.randomBytes(16)
      const cbc = { mode: 'cbc', iv: pki.toHex(iv) } as const
      const ours = [pki.sm4EcbEncrypt(key, message), pki.sm4CbcEncrypt(key, iv, message)].map(pki.toHex)
      expect(ours[0]).toBe(smCrypto.sm4.encrypt([...message], pki.toHex(key)))
      expect(ours[1]).toBe(smCrypto.sm4.encrypt([...message], pki.toHex(key), cbc))
      const opened = smCrypto.sm4.decrypt(ours[1] ?? '', pki.toHex(key), { ...cbc, output: 'array' })
      expect(Uint8Array.from(opened)).toEqual(message)
    })
  })
})
