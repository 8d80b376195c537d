import smCrypto from 'sm-crypto'
import { describe, expect, it } from 'vitest'
import * as pki from '../../../src/pki/index.ts'

// A second implementation that shares no code with ours, over 500 random cases an operation.

const CASES = 500
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

describe('sm-crypto', { timeout: 120_000 }, () => {
  it('makes the same public keys of private keys, and ours of its', () => {
    for (let i = 0; i < 50; i++) {
      const { privateKey, publicKey } = smCrypto.sm2.generateKeyPairHex()
      expect(pki.toHex(pki.sm2PublicKeyOf(bytes(privateKey)))).toBe(publicKey)
    }
  })

  it('verifies our signatures', () => {
    const results = each((i) => {
      const message = pki.randomBytes(size(i))
      const signature = pki.toHex(party(i).signer.sign(message))
      return smCrypto.sm2.doVerifySignature([...message], signature, party(i).publicHex, DER)
    })
    expect(results.every(Boolean)).toBe(true)
  })

  it('makes signatures that ours verifies', () => {
    const results = each((i) => {
      const message = pki.randomBytes(size(i))
      const { privateHex, publicHex, verifier } = party(i)
      const signature = smCrypto.sm2.doSignature([...message], privateHex, { ...DER, publicKey: publicHex })
      return verifier.verify(message, bytes(signature))
    })
    expect(results.every(Boolean)).toBe(true)
  })

  it('opens our ciphertexts in both orders', () => {
    each((i) => {
      const message = pki.randomBytes(size(i))
      const ciphertext = pki.sm2Encrypt(party(i).publicKey, message, i % 2 ? 'c1c3c2' : 'c1c2c3')
      const opened = smCrypto.sm2.doDecrypt(pki.toHex(ciphertext), party(i).privateHex, i % 2 ? 1 : 0, {
        output: 'array',
      })
      expect(Uint8Array.from(opened)).toEqual(message)
    })
  })

  it('makes ciphertexts that ours opens, the order found out', () => {
    each((i) => {
      const message = pki.randomBytes(size(i))
      const ciphertext = smCrypto.sm2.doEncrypt([...message], party(i).publicHex, i % 2 ? 1 : 0)
      expect(pki.sm2Decrypt(party(i).privateKey, bytes(ciphertext))).toEqual(message)
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

  it('encrypts to the same texts with SM4 and opens ours', () => {
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
