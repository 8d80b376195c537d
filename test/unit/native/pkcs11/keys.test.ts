import type { Template } from 'pkcs11js'
import { describe, expect, it } from 'vitest'
import {
  decryptSm2,
  generateSm2,
  type KeyPlace,
  keysOf,
  mayAskAgain,
  pairsUnder,
  privateKeyOf,
  privateTemplate,
  publicTemplate,
  removeHalfPairs,
  removeKey,
  signDigest,
} from '../../../../src/native/pkcs11/keys.ts'
import type { Session } from '../../../../src/native/pkcs11/library.ts'
import {
  CKA_ALWAYS_AUTHENTICATE,
  CKA_CLASS,
  CKA_DECRYPT,
  CKA_EC_POINT,
  CKA_ID,
  CKA_KEY_TYPE,
  CKA_LABEL,
  CKA_MODULUS,
  CKA_PUBLIC_EXPONENT,
  CKA_SIGN,
  CKK_EC,
  CKK_RSA,
  CKM_ECDSA,
  CKM_RSA_PKCS,
  CKO_CERTIFICATE,
  CKO_PRIVATE_KEY,
  CKO_PUBLIC_KEY,
} from '../../../../src/native/pkcs11/numbers.ts'
import { madePoint, memoryToken, numbers } from './memory-token.ts'

const thrown = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}
const id = (text: string): Buffer => Buffer.from(text, 'hex')
const point = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 0x11)])

const at = (change: Partial<KeyPlace> = {}, token = memoryToken()) => {
  const pins: string[] = []
  const takePin = () => {
    pins.push('taken')
    return () => void pins.push(`given after ${token.calls.at(-1)}`)
  }
  const session = Buffer.of(9) as Session
  const place: KeyPlace = { p11: token.p11, session, numbers, takePin, ...change }
  const half = (objectClass: number, keyId: string, label: string, more: Template = []) =>
    token.add([
      { type: CKA_CLASS, value: objectClass },
      { type: CKA_KEY_TYPE, value: numbers.keyType },
      { type: CKA_ID, value: id(keyId) },
      { type: CKA_LABEL, value: Buffer.from(label) },
      ...more,
    ])
  const pair = (keyId: string, label: string) => {
    half(CKO_PUBLIC_KEY, keyId, label, [{ type: CKA_EC_POINT, value: point }])
    return half(CKO_PRIVATE_KEY, keyId, label)
  }
  const left = () =>
    token.objects().map((one) => `${one.get(CKA_CLASS)?.[0]} ${one.get(CKA_ID)?.toString('hex')}`)
  return { ...token, place, half, pair, left, pins }
}

describe('the halves of a pair', () => {
  it('have these attributes on a token', () => {
    const plain = (template: Template) =>
      template.map(({ type, value }) => [type, Buffer.isBuffer(value) ? value.toString('hex') : value])
    const common = [
      [0x100, 7],
      [0x1, true],
      [0x3, '78'],
      [0x102, '0a0b'],
    ]
    expect(plain(publicTemplate(7, id('0a0b'), 'x'))).toEqual([
      [0x0, 2],
      ...common,
      [0x2, false],
      [0x10a, true],
      [0x104, true],
      [0x180, '06082a811ccf5501822d'],
    ])
    expect(plain(privateTemplate(7, id('0a0b'), 'x'))).toEqual([
      [0x0, 3],
      ...common,
      [0x2, true],
      [0x103, true],
      [0x162, false],
      [0x108, true],
      [0x105, true],
    ])
  })

  it('that are alone under a label are removed, and whole pairs and other labels stay', () => {
    const { place, half, pair, left } = at()
    pair('aa', 'x')
    half(CKO_PUBLIC_KEY, 'bb', 'x')
    half(CKO_PRIVATE_KEY, 'cc', 'x')
    half(CKO_PRIVATE_KEY, 'dd', 'other')
    half(CKO_PRIVATE_KEY, '', 'x')
    removeHalfPairs(place, 'x')
    expect(left()).toEqual(['2 aa', '3 aa', '3 dd', '3 '])
  })

  it('are a pair only if both are of SM2, under this label, with a public key', () => {
    const { place, half, pair } = at()
    pair('aa', 'x')
    pair('bb', 'other')
    half(CKO_PUBLIC_KEY, 'cc', 'x', [{ type: CKA_EC_POINT, value: point }])
    half(CKO_PUBLIC_KEY, 'dd', 'x')
    half(CKO_PRIVATE_KEY, 'dd', 'x')
    half(CKO_PUBLIC_KEY, 'ee', 'x', [
      { type: CKA_EC_POINT, value: point },
      { type: CKA_KEY_TYPE, value: CKK_EC },
    ])
    half(CKO_PRIVATE_KEY, 'ee', 'x')
    expect(pairsUnder(place, 'x')).toEqual([
      { keyId: 'aa', label: 'x', type: 'sm2', publicKey: Uint8Array.from(point) },
    ])
  })
})

describe('a new pair', () => {
  it('is made with the number of the family, under a fresh id', () => {
    const { place, left, calls } = at()
    const made = generateSm2(place, 'x')
    expect(made).toEqual({
      keyId: expect.stringMatching(/^[0-9a-f]{32}$/),
      label: 'x',
      type: 'sm2',
      publicKey: madePoint,
    })
    expect(calls).toContain(`GenerateKeyPair ${numbers.generate}`)
    expect(left()).toEqual([`2 ${made.keyId}`, `3 ${made.keyId}`])
    expect(generateSm2(place, 'x')).toEqual(made)
    expect(generateSm2(place, 'y').keyId).not.toBe(made.keyId)
  })

  it('takes the place of a half one', () => {
    const { place, half, left } = at()
    half(CKO_PRIVATE_KEY, 'aa', 'x')
    const { keyId } = generateSm2(place, 'x')
    expect(left()).toEqual([`2 ${keyId}`, `3 ${keyId}`])
  })

  it.each([null, { ...numbers, generate: null }])('is lacking on a token with %j', (lacking) => {
    const { place, calls } = at({ numbers: lacking })
    expect(thrown(() => generateSm2(place, 'x'))).toMatchObject({ code: 'token-lacks' })
    expect(calls).toEqual([])
  })

  it('makes no sense without a point', () => {
    const token = memoryToken()
    const bare = (_: Session, __: object, forPublic: Template, forPrivate: Template) => ({
      publicKey: token.add(forPublic),
      privateKey: token.add(forPrivate),
    })
    Object.assign(token.p11, { C_GenerateKeyPair: bare })
    expect(thrown(() => generateSm2(at({}, token).place, 'x'))).toMatchObject({
      code: 'token-answered-nonsense',
    })
  })
})

describe('the private key of an id', () => {
  it('is missing if there is none, and lacking if it is of an unknown kind', () => {
    const { place, half } = at()
    half(CKO_PUBLIC_KEY, 'aa', 'x')
    expect(thrown(() => privateKeyOf(place, 'aa', CKA_SIGN))).toMatchObject({ code: 'object-missing' })
    half(CKO_PRIVATE_KEY, 'aa', 'x', [{ type: CKA_KEY_TYPE, value: 0x99 }])
    expect(thrown(() => privateKeyOf(place, 'aa', CKA_SIGN))).toMatchObject({ code: 'token-lacks' })
  })

  it.each([
    [numbers.keyType, 'sm2'],
    [CKK_RSA, 'rsa'],
    [CKK_EC, 'ec'],
  ])('of the kind %i is of %s', (kind, type) => {
    const { place, half } = at()
    const handle = half(CKO_PRIVATE_KEY, 'aa', 'x', [{ type: CKA_KEY_TYPE, value: kind }])
    expect(privateKeyOf(place, 'aa', CKA_SIGN)).toEqual({ handle, type, asksEachTime: false })
  })

  it('of two with one id is the one that may do this, or else the first', () => {
    const { place, half } = at()
    const may = (sign: boolean, decrypt: boolean): Template => [
      { type: CKA_SIGN, value: sign },
      { type: CKA_DECRYPT, value: decrypt },
    ]
    const first = half(CKO_PRIVATE_KEY, 'aa', 'x', may(false, true))
    const second = half(CKO_PRIVATE_KEY, 'aa', 'x', may(true, false))
    expect(privateKeyOf(place, 'aa', CKA_SIGN).handle).toEqual(second)
    expect(privateKeyOf(place, 'aa', CKA_DECRYPT).handle).toEqual(first)
    const one = half(CKO_PRIVATE_KEY, 'bb', 'x')
    half(CKO_PRIVATE_KEY, 'bb', 'x')
    expect(privateKeyOf(place, 'bb', CKA_SIGN).handle).toEqual(one)
  })

  it.each([true, false])('wants the PIN each time if it says so: %s', (says) => {
    const { place, half } = at()
    half(CKO_PRIVATE_KEY, 'aa', 'x', [{ type: CKA_ALWAYS_AUTHENTICATE, value: says }])
    expect(privateKeyOf(place, 'aa', CKA_SIGN).asksEachTime).toBe(says)
    expect(mayAskAgain(place)).toBe(says)
  })

  it('may want it again as long as there is no key that could tell', () => {
    const { place, half } = at()
    expect(mayAskAgain(place)).toBe(true)
    half(CKO_PUBLIC_KEY, 'aa', 'x')
    expect(mayAskAgain(place)).toBe(true)
    half(CKO_PRIVATE_KEY, 'aa', 'x')
    expect(mayAskAgain(place)).toBe(false)
    half(CKO_PRIVATE_KEY, 'bb', 'x', [{ type: CKA_ALWAYS_AUTHENTICATE, value: true }])
    expect(mayAskAgain(place)).toBe(true)
  })
})

describe('a use of a private key', () => {
  const digest = Uint8Array.from(Buffer.alloc(32, 5))
  const handle = memoryToken().add([])
  const info = Buffer.from('3031300d060960864801650304020105000420', 'hex')
  const keyOf = (type: string, asksEachTime = false) => ({ handle, type, asksEachTime })

  it.each([
    ['sm2', 'sm2-digest', numbers.sign?.mechanism, Buffer.from(digest)],
    ['rsa', 'rsa-sha256', CKM_RSA_PKCS, Buffer.concat([info, digest])],
    ['ec', 'ecdsa-sha256', CKM_ECDSA, Buffer.from(digest)],
  ] as const)('signs with a key of %s by %s', (type, scheme, mechanism, input) => {
    const { place, calls, pins } = at()
    const signature = signDigest(place, keyOf(type), digest, scheme)
    expect(Buffer.from(signature)).toEqual(Buffer.concat([Buffer.from('signed '), input]))
    expect(calls).toEqual([`SignInit ${mechanism} 01`])
    expect(pins).toEqual([])
  })

  it.each([
    ['rsa', 'sm2-digest'],
    ['sm2', 'rsa-sha256'],
    ['sm2', 'ecdsa-sha256'],
  ] as const)('does not sign with a key of %s by %s', (type, scheme) => {
    const { place, calls } = at()
    expect(thrown(() => signDigest(place, keyOf(type), digest, scheme))).toMatchObject({
      code: 'token-lacks',
    })
    expect(calls).toEqual([])
  })

  it.each([null, { ...numbers, sign: null }])('does not sign with SM2 on a token with %j', (lacking) => {
    const { place } = at({ numbers: lacking })
    expect(thrown(() => signDigest(place, keyOf('sm2'), digest, 'sm2-digest'))).toMatchObject({
      code: 'token-lacks',
    })
  })

  it('gives the PIN once the use has begun, if the key wants it', () => {
    const { place, pins, calls } = at()
    signDigest(place, keyOf('sm2', true), digest, 'sm2-digest')
    decryptSm2(place, keyOf('sm2', true), Buffer.from('sealed'))
    expect(pins).toEqual([
      'taken',
      `given after SignInit ${numbers.sign?.mechanism} 01`,
      'taken',
      `given after DecryptInit ${numbers.decrypt?.mechanism} 01`,
    ])
    expect(calls).toHaveLength(2)
  })

  it('decrypts with a key of SM2 alone', () => {
    const { place, pins } = at()
    expect(Buffer.from(decryptSm2(place, keyOf('sm2'), Buffer.from('sealed'))).toString()).toBe('sealed')
    expect(pins).toEqual([])
    for (const lacking of [null, { ...numbers, decrypt: null }])
      expect(thrown(() => decryptSm2(at({ numbers: lacking }).place, keyOf('sm2'), digest))).toMatchObject({
        code: 'token-lacks',
      })
    expect(thrown(() => decryptSm2(place, keyOf('rsa'), digest))).toMatchObject({ code: 'token-lacks' })
  })
})

describe('the keys of a token', () => {
  it('are removed with their certificates, by their id', () => {
    const { place, pair, half, left } = at()
    pair('aa', 'x')
    half(CKO_CERTIFICATE, 'aa', 'x')
    pair('bb', 'x')
    removeKey(place, 'aa')
    removeKey(place, 'cc')
    expect(left()).toEqual(['2 bb', '3 bb'])
  })

  it('are the private ones, with the public half if it is shown', () => {
    const { place, pair, half } = at()
    pair('aa', 'x')
    half(CKO_PRIVATE_KEY, 'bb', 'y')
    half(CKO_PUBLIC_KEY, 'cc', 'z')
    half(CKO_PRIVATE_KEY, 'dd', 'r', [
      { type: CKA_KEY_TYPE, value: CKK_RSA },
      { type: CKA_MODULUS, value: Buffer.alloc(16, 0x55) },
      { type: CKA_PUBLIC_EXPONENT, value: Buffer.of(1, 0, 1) },
    ])
    const [first, second, third] = keysOf(place)
    expect(first).toEqual({ keyId: 'aa', label: 'x', type: 'sm2', publicKey: Uint8Array.from(point) })
    expect(second).toEqual({ keyId: 'bb', label: 'y', type: 'sm2', publicKey: null })
    expect(third).toMatchObject({ keyId: 'dd', type: 'rsa', publicKey: expect.any(Uint8Array) })
    expect(keysOf(place)).toHaveLength(3)
  })
})
