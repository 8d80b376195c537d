import { describe, expect, it } from 'vitest'
import { mechanismFamily } from '../../../src/native/drivers/schema.ts'
import { type KeyPlace, type PrivateKey, signDigest } from '../../../src/native/pkcs11/keys.ts'
import { confirmedNumbers } from '../../../src/native/pkcs11/mechanisms.ts'

const familyOf = (id: string, first: number) => {
  const hex = (number: number) => `0x${(first + number).toString(16)}`
  return mechanismFamily.parse({
    id,
    name: id,
    confidence: 'own',
    sm2: {
      keyType: hex(0),
      generate: [hex(1), hex(2)],
      signDigest: [{ mechanism: hex(3), form: 'raw' }],
      decrypt: [{ mechanism: hex(4), form: 'raw' }],
    },
  })
}
const [one, other] = [familyOf('one', 0x80000100), familyOf('other', 0x80000200)]
const unwrapEnveloped = 0x80000300
const numbersOf = (...mechanisms: readonly number[]) =>
  confirmedNumbers({ families: [one, other], unwrapEnveloped }, mechanisms)

describe('what a token can do with SM2', () => {
  it('is what its list of mechanisms has of a family: one that only signs still signs', () => {
    const signs = { mechanism: 0x80000103, form: 'raw' }
    const nothing = { keyType: 0x80000100, generate: null, sign: null, decrypt: null, unwrap: null }
    expect(numbersOf(0x80000103)).toEqual({ ...nothing, sign: signs })
    expect(numbersOf(0x80000104)).toEqual({ ...nothing, decrypt: { mechanism: 0x80000104, form: 'raw' } })
    expect(numbersOf(0x80000102)).toEqual({ ...nothing, generate: 0x80000102 })
    expect(numbersOf(0x80000101, 0x80000103, unwrapEnveloped)).toEqual({
      ...{ ...nothing, generate: 0x80000101, sign: signs },
      unwrap: unwrapEnveloped,
    })
  })

  it('is nothing if no family knows its mechanisms, and that of the second if only that does', () => {
    expect(numbersOf(unwrapEnveloped, 0x1, 0x80000100)).toBe(null)
    expect(numbersOf(0x80000203)?.keyType).toBe(0x80000200)
    expect(numbersOf(0x80000203, 0x80000103)?.keyType).toBe(0x80000100)
  })
})

describe('a key', () => {
  it('signs only as its kind can; a library, which may do anything, is not asked for more', () => {
    const asked: string[] = []
    const ask = (name: string) => () => asked.push(name)
    const p11 = { C_SignInit: ask('init'), C_Sign: ask('sign') }
    const place = { p11, session: Buffer.alloc(8), numbers: null } as unknown as KeyPlace
    const key = (type: PrivateKey['type']) => ({ type, handle: Buffer.alloc(8) }) as unknown as PrivateKey
    const digest = new Uint8Array(32).fill(1)
    for (const [type, scheme] of [
      ['sm2', 'rsa-sha256'],
      ['ec', 'rsa-sha256'],
      ['rsa', 'ecdsa-sha256'],
      // The token has an SM2 key, but no mechanism for it that anybody knows.
      ['sm2', 'sm2-digest'],
    ] as const)
      expect(() => signDigest(place, key(type), digest, scheme)).toThrow('token-lacks')
    expect(asked).toEqual([])
  })
})
