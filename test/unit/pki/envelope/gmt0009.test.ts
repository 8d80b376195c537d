import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import {
  type EnvelopedKey,
  encodeEnvelopedKey,
  openEnvelopedKey,
  openEnvelopedKeyWith,
  parseEnvelopedKey,
  sealEnvelopedKey,
} from '../../../../src/pki/envelope/gmt0009.ts'
import * as pki from '../../../../src/pki/index.ts'
import { refused } from '../refusal.ts'

const signing = pki.generateSm2KeyPair()
const pair = pki.generateSm2KeyPair()
const key = Uint8Array.from({ length: 16 }, (_, i) => 3 * i)
const sealed = sealEnvelopedKey(signing.publicKey, pair)
const withPlain = (plain: Uint8Array, change: Partial<EnvelopedKey> = {}): EnvelopedKey => ({
  ...sealed,
  encryptedPrivateKey: pki.sm4EcbEncrypt(key, plain, 'none'),
  ...change,
})
const open = (one: EnvelopedKey) => openEnvelopedKeyWith(key.slice(), one)

describe('a sealed key', () => {
  it('is sealed to the signing key, in 32 bytes under SM4-ECB', () => {
    expect(sealed).toMatchObject({ symAlgorithm: pki.OID.sm4Ecb, publicKey: pair.publicKey })
    expect(sealed.encryptedPrivateKey).toHaveLength(32)
    expect(openEnvelopedKey(signing.privateKey, sealed)).toEqual(pair)
    expect(sealEnvelopedKey(signing.publicKey, pair).encryptedPrivateKey).not.toEqual(
      sealed.encryptedPrivateKey,
    )
    const bare = { ...pair, publicKey: pair.publicKey.subarray(1) }
    expect(sealEnvelopedKey(signing.publicKey, bare).publicKey).toEqual(pair.publicKey)
  })

  it('is written and read as DER, PEM or base64', () => {
    const bytes = encodeEnvelopedKey(sealed)
    for (const input of [bytes, pki.toPem('KEY', bytes), Buffer.from(bytes).toString('base64')])
      expect(parseEnvelopedKey(input)).toEqual(sealed)
    const read = parseEnvelopedKey(bytes)
    bytes.fill(0)
    expect(openEnvelopedKey(signing.privateKey, read)).toEqual(pair)
  })

  it('has 32 or 64 encrypted bytes', () => {
    for (const length of [32, 64])
      expect(
        parseEnvelopedKey(encodeEnvelopedKey({ ...sealed, encryptedPrivateKey: new Uint8Array(length) })),
      ).toBeTruthy()
    for (const length of [0, 31, 33, 48, 63, 65])
      expect(() =>
        parseEnvelopedKey(encodeEnvelopedKey({ ...sealed, encryptedPrivateKey: new Uint8Array(length) })),
      ).toThrow(refused('bad-length'))
  })

  it('is read with nothing behind it', () => {
    const parts = encodeEnvelopedKey(sealed)
    expect(() => parseEnvelopedKey(pki.concat(parts, der.nothing()))).toThrow(refused('trailing-bytes'))
    const inside = der.sequence(parts.subarray(parts[1] === 0x81 ? 3 : 2), der.nothing())
    expect(() => parseEnvelopedKey(inside)).toThrow(refused('trailing-bytes'))
  })

  it('opens with zeros in front of it, and with nothing else there', () => {
    expect(open(withPlain(pair.privateKey))).toEqual(pair)
    expect(open(withPlain(pki.concat(new Uint8Array(32), pair.privateKey)))).toEqual(pair)
    for (const at of [0, 31]) {
      const padding = new Uint8Array(32).with(at, 1)
      expect(() => open(withPlain(pki.concat(padding, pair.privateKey)))).toThrow(refused('wrong-key'))
    }
  })

  it('opens under both numbers of SM4 and no other', () => {
    for (const symAlgorithm of [pki.OID.sm4, pki.OID.sm4Ecb])
      expect(open(withPlain(pair.privateKey, { symAlgorithm }))).toEqual(pair)
    for (const symAlgorithm of [pki.OID.sm4Cbc, '1.2.3'])
      expect(() => open(withPlain(pair.privateKey, { symAlgorithm }))).toThrow(
        refused('unsupported-algorithm'),
      )
  })

  it('must fit its public key, and be a key at all', () => {
    const other = pki.generateSm2KeyPair()
    for (const plain of [other.privateKey, new Uint8Array(32), new Uint8Array(32).fill(255)])
      expect(() => open(withPlain(plain))).toThrow(refused('wrong-key'))
    for (const length of [0, 15, 17])
      expect(() => openEnvelopedKeyWith(new Uint8Array(length), sealed)).toThrow(refused('wrong-key'))
  })

  it('leaves no symmetric key behind', () => {
    const own = key.slice()
    openEnvelopedKeyWith(own, withPlain(pair.privateKey))
    expect(own).toEqual(new Uint8Array(16))
  })
})
