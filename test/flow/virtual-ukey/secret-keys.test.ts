import { execFileSync } from 'node:child_process'
import { createCipheriv, createHmac, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import pkcs11js from 'pkcs11js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ukeyLibrary } from '../../../src/native/virtual-ukey/ukey.ts'
import {
  attribute,
  build,
  CKM,
  find,
  freshHome,
  openLibrary,
  openSession,
  outcome,
  sm2Pair,
} from './library.ts'

const SM4 = {
  keyType: 0x80000106,
  generate: 0x80000107,
  ecb: 0x80000108,
  cbc: 0x80000109,
  cbcPad: 0x8000a201,
}
const SM3_HMAC = 0x80565502
const { CKO_SECRET_KEY, CKK_AES, CKK_GENERIC_SECRET } = pkcs11js

let p11: pkcs11js.PKCS11
let session: Buffer
let drop = () => {}

beforeAll(() => {
  build()
  drop = freshHome().drop
  p11 = openLibrary()
  session = openSession(p11)
})
afterAll(() => {
  p11.C_Finalize()
  drop()
})

type Template = pkcs11js.Template

const secret = (type: number, value: Buffer, more: Template = []): Buffer =>
  p11.C_CreateObject(session, [
    { type: pkcs11js.CKA_CLASS, value: CKO_SECRET_KEY },
    { type: pkcs11js.CKA_KEY_TYPE, value: type },
    { type: pkcs11js.CKA_VALUE, value },
    ...more,
  ])

const open: Template = [
  { type: pkcs11js.CKA_SENSITIVE, value: false },
  { type: pkcs11js.CKA_EXTRACTABLE, value: true },
]

const encrypted = (mechanism: number, key: Buffer, data: Buffer, parameter?: Buffer): Buffer => {
  p11.C_EncryptInit(session, parameter ? { mechanism, parameter } : { mechanism }, key)
  return p11.C_Encrypt(session, data, Buffer.alloc(data.length + 32))
}
const decrypted = (mechanism: number, key: Buffer, data: Buffer, parameter?: Buffer): Buffer => {
  p11.C_DecryptInit(session, parameter ? { mechanism, parameter } : { mechanism }, key)
  return p11.C_Decrypt(session, data, Buffer.alloc(data.length + 32))
}
const mac = (mechanism: number, key: Buffer, data: Buffer): Buffer => {
  p11.C_SignInit(session, { mechanism }, key)
  return p11.C_Sign(session, data, Buffer.alloc(64))
}

const byOpenssl = (name: string, key: Buffer, iv: Buffer | null, pad: boolean, data: Buffer): Buffer => {
  const cipher = createCipheriv(name, key, iv)
  cipher.setAutoPadding(pad)
  return Buffer.concat([cipher.update(data), cipher.final()])
}

describe('a secret key enciphers as OpenSSL does', () => {
  const iv = randomBytes(16)
  it.each([
    ['AES-128-CBC', CKK_AES, 16, pkcs11js.CKM_AES_CBC, iv, false],
    ['AES-192-CBC', CKK_AES, 24, pkcs11js.CKM_AES_CBC_PAD, iv, true],
    ['AES-256-ECB', CKK_AES, 32, pkcs11js.CKM_AES_ECB, null, false],
    ['SM4-CBC', SM4.keyType, 16, SM4.cbc, iv, false],
    ['SM4-CBC', SM4.keyType, 16, SM4.cbcPad, iv, true],
    ['SM4-ECB', SM4.keyType, 16, SM4.ecb, null, false],
  ] as const)('%s (key type %i, %i bytes)', (name, type, size, mechanism, parameter, pad) => {
    const value = randomBytes(size)
    const data = randomBytes(pad ? 61 : 64)
    const key = secret(type, value)
    const cipher = encrypted(mechanism, key, data, parameter ?? undefined)
    expect(cipher).toEqual(byOpenssl(name, value, parameter, pad, data))
    expect(decrypted(mechanism, key, cipher, parameter ?? undefined)).toEqual(data)
  })

  it('in parts as well', () => {
    const value = randomBytes(16)
    const key = secret(SM4.keyType, value)
    const data = randomBytes(100)
    p11.C_EncryptInit(session, { mechanism: SM4.cbcPad, parameter: iv }, key)
    const parts = [data.subarray(0, 7), data.subarray(7)].map((part) =>
      p11.C_EncryptUpdate(session, part, Buffer.alloc(200)),
    )
    const last = p11.C_EncryptFinal(session, Buffer.alloc(200))
    expect(Buffer.concat([...parts, last])).toEqual(byOpenssl('SM4-CBC', value, iv, true, data))
  })

  it('and refuses half blocks, a missing IV, broken padding and another kind of key', () => {
    const key = secret(CKK_AES, randomBytes(16))
    const asked = (work: () => unknown) => outcome(work)
    expect(asked(() => encrypted(pkcs11js.CKM_AES_CBC, key, randomBytes(15), iv))).toBe('CKR_DATA_LEN_RANGE')
    expect(asked(() => encrypted(pkcs11js.CKM_AES_CBC, key, randomBytes(16)))).toBe(
      'CKR_MECHANISM_PARAM_INVALID',
    )
    expect(asked(() => decrypted(pkcs11js.CKM_AES_CBC_PAD, key, Buffer.alloc(0), iv))).toBe(
      'CKR_ENCRYPTED_DATA_LEN_RANGE',
    )
    const cipher = encrypted(pkcs11js.CKM_AES_CBC, key, Buffer.alloc(16), iv)
    expect(asked(() => decrypted(pkcs11js.CKM_AES_CBC_PAD, key, cipher, iv))).toBe(
      'CKR_ENCRYPTED_DATA_INVALID',
    )
    expect(asked(() => encrypted(SM4.cbc, key, Buffer.alloc(16), iv))).toBe('CKR_KEY_TYPE_INCONSISTENT')
  })
})

describe('a secret key makes the HMAC that OpenSSL makes', () => {
  it.each([
    ['sha1', pkcs11js.CKM_SHA_1_HMAC],
    ['sha256', pkcs11js.CKM_SHA256_HMAC],
    ['sm3', SM3_HMAC],
  ] as const)('%s', (name, mechanism) => {
    const value = randomBytes(40)
    const key = secret(CKK_GENERIC_SECRET, value)
    const data = randomBytes(1000)
    const made = mac(mechanism, key, data)
    expect(made).toEqual(createHmac(name, value).update(data).digest())
    p11.C_VerifyInit(session, { mechanism }, key)
    expect(outcome(() => p11.C_Verify(session, data, made))).toBe('CKR_OK')
    p11.C_VerifyInit(session, { mechanism }, key)
    const changed = Buffer.from(made.map((byte, at) => (at === 3 ? byte ^ 1 : byte)))
    expect(outcome(() => p11.C_Verify(session, data, changed))).toBe('CKR_SIGNATURE_INVALID')
    p11.C_VerifyInit(session, { mechanism }, key)
    expect(outcome(() => p11.C_Verify(session, data, made.subarray(1)))).toBe('CKR_SIGNATURE_LEN_RANGE')
  })
})

describe('a secret key that the token made', () => {
  const made = (mechanism: number, template: Template) => p11.C_GenerateKey(session, { mechanism }, template)
  const size = (bytes: number) => ({ type: pkcs11js.CKA_VALUE_LEN, value: bytes })

  it('is another one each time, stays on the token, and never shows its value', () => {
    const template: Template = [
      { type: pkcs11js.CKA_TOKEN, value: true },
      { type: pkcs11js.CKA_LABEL, value: 'kept' },
      size(32),
    ]
    const key = made(pkcs11js.CKM_AES_KEY_GEN, template)
    const iv = Buffer.alloc(16)
    const cipher = encrypted(pkcs11js.CKM_AES_CBC, key, Buffer.alloc(16), iv)
    expect(outcome(() => attribute(p11, session, key, pkcs11js.CKA_VALUE))).toBe('CKR_ATTRIBUTE_SENSITIVE')
    const other = made(pkcs11js.CKM_AES_KEY_GEN, [size(32)])
    expect(encrypted(pkcs11js.CKM_AES_CBC, other, Buffer.alloc(16), iv)).not.toEqual(cipher)
    p11.C_Logout(session)
    expect(outcome(() => encrypted(pkcs11js.CKM_AES_CBC, key, Buffer.alloc(16), iv))).toBe(
      'CKR_USER_NOT_LOGGED_IN',
    )
    p11.C_Login(session, pkcs11js.CKU_USER, '12345678')
    const [again] = find(p11, session, [{ type: pkcs11js.CKA_LABEL, value: 'kept' }])
    expect(encrypted(pkcs11js.CKM_AES_CBC, again ?? Buffer.alloc(8), Buffer.alloc(16), iv)).toEqual(cipher)
  })

  it('has a size that fits its type', () => {
    expect(outcome(() => made(pkcs11js.CKM_AES_KEY_GEN, []))).toBe('CKR_TEMPLATE_INCOMPLETE')
    expect(outcome(() => made(pkcs11js.CKM_AES_KEY_GEN, [size(17)]))).toBe('CKR_KEY_SIZE_RANGE')
    expect(outcome(() => made(SM4.generate, [size(32)]))).toBe('CKR_KEY_SIZE_RANGE')
    expect(outcome(() => made(SM4.generate, []))).toBe('CKR_OK')
    expect(outcome(() => made(pkcs11js.CKM_GENERIC_SECRET_KEY_GEN, [size(65)]))).toBe('CKR_KEY_SIZE_RANGE')
  })

  it('shows its value only where its maker allowed both', () => {
    const shown = made(pkcs11js.CKM_AES_KEY_GEN, [size(16), ...open])
    expect(attribute(p11, session, shown, pkcs11js.CKA_VALUE)).toHaveLength(16)
    const half = made(pkcs11js.CKM_AES_KEY_GEN, [size(16), { type: pkcs11js.CKA_EXTRACTABLE, value: true }])
    expect(outcome(() => attribute(p11, session, half, pkcs11js.CKA_VALUE))).toBe('CKR_ATTRIBUTE_SENSITIVE')
  })
})

describe('a secret key is wrapped and unwrapped', () => {
  const wrapsToo: Template = [{ type: pkcs11js.CKA_WRAP, value: true }]
  const unwrapsToo: Template = [{ type: pkcs11js.CKA_UNWRAP, value: true }]
  const taken: Template = [
    { type: pkcs11js.CKA_CLASS, value: CKO_SECRET_KEY },
    { type: pkcs11js.CKA_KEY_TYPE, value: CKK_AES },
    ...open,
  ]

  it('by an RSA pair, as OpenSSL wraps and unwraps', () => {
    const pair = p11.C_GenerateKeyPair(
      session,
      { mechanism: pkcs11js.CKM_RSA_PKCS_KEY_PAIR_GEN },
      [{ type: pkcs11js.CKA_MODULUS_BITS, value: 2048 }, ...wrapsToo],
      unwrapsToo,
    )
    const value = randomBytes(32)
    const jwk = {
      kty: 'RSA',
      n: attribute(p11, session, pair.publicKey, pkcs11js.CKA_MODULUS).toString('base64url'),
      e: attribute(p11, session, pair.publicKey, pkcs11js.CKA_PUBLIC_EXPONENT).toString('base64url'),
    }
    const wrapped = publicEncrypt({ key: createPublicKey({ key: jwk, format: 'jwk' }), padding: 1 }, value)
    const key = p11.C_UnwrapKey(
      session,
      { mechanism: pkcs11js.CKM_RSA_PKCS },
      pair.privateKey,
      wrapped,
      taken,
    )
    expect(attribute(p11, session, key, pkcs11js.CKA_VALUE)).toEqual(value)
    const again = p11.C_WrapKey(
      session,
      { mechanism: pkcs11js.CKM_RSA_PKCS },
      pair.publicKey,
      key,
      Buffer.alloc(256),
    )
    const back = p11.C_UnwrapKey(session, { mechanism: pkcs11js.CKM_RSA_PKCS }, pair.privateKey, again, taken)
    expect(attribute(p11, session, back, pkcs11js.CKA_VALUE)).toEqual(value)
  })

  it('by an SM2 pair and by another secret key', () => {
    const label = [{ type: pkcs11js.CKA_LABEL, value: 'wrapping' }]
    const pair = p11.C_GenerateKeyPair(
      session,
      { mechanism: CKM.keyPair },
      [...label, ...wrapsToo],
      [...label, ...unwrapsToo],
    )
    const value = randomBytes(16)
    const key = secret(CKK_AES, value, open)
    const wrapped = p11.C_WrapKey(
      session,
      { mechanism: CKM.encryptDer },
      pair.publicKey,
      key,
      Buffer.alloc(200),
    )
    const back = p11.C_UnwrapKey(session, { mechanism: CKM.encryptDer }, pair.privateKey, wrapped, taken)
    expect(attribute(p11, session, back, pkcs11js.CKA_VALUE)).toEqual(value)
    const master = randomBytes(16)
    const iv = randomBytes(16)
    const by = secret(SM4.keyType, master, [...wrapsToo, ...unwrapsToo])
    const mechanism = { mechanism: SM4.cbcPad, parameter: iv }
    const sealed = p11.C_WrapKey(session, mechanism, by, key, Buffer.alloc(64))
    expect(sealed).toEqual(byOpenssl('SM4-CBC', master, iv, true, value))
    expect(
      attribute(p11, session, p11.C_UnwrapKey(session, mechanism, by, sealed, taken), pkcs11js.CKA_VALUE),
    ).toEqual(value)
  })

  it('but not if it may not leave, if the other may not wrap, if it is a private key, or if it is damaged', () => {
    const iv = Buffer.alloc(16)
    const mechanism = { mechanism: pkcs11js.CKM_AES_CBC_PAD, parameter: iv }
    const by = secret(CKK_AES, randomBytes(16), [...wrapsToo, ...unwrapsToo])
    const room = Buffer.alloc(256)
    const locked = secret(CKK_AES, randomBytes(16))
    expect(outcome(() => p11.C_WrapKey(session, mechanism, by, locked, room))).toBe('CKR_KEY_UNEXTRACTABLE')
    const { privateKey } = sm2Pair(p11, session, 'not to be wrapped')
    expect(outcome(() => p11.C_WrapKey(session, mechanism, by, privateKey, room))).toBe(
      'CKR_KEY_NOT_WRAPPABLE',
    )
    const free = secret(CKK_AES, randomBytes(16), open)
    expect(outcome(() => p11.C_WrapKey(session, mechanism, locked, free, room))).toBe(
      'CKR_KEY_FUNCTION_NOT_PERMITTED',
    )
    expect(outcome(() => p11.C_UnwrapKey(session, mechanism, by, randomBytes(33), taken))).toBe(
      'CKR_WRAPPED_KEY_INVALID',
    )
  })
})

it('pkcs11-tool makes and lists a secret key', () => {
  const tool = (...args: readonly string[]) =>
    execFileSync('pkcs11-tool', ['--module', ukeyLibrary(), '--login', '--pin', '12345678', ...args], {
      encoding: 'utf8',
    })
  tool('--keygen', '--private', '--key-type', 'AES:32', '--label', 'by pkcs11-tool')
  expect(tool('--list-objects', '--type', 'secrkey')).toMatch(
    /Secret Key Object; AES length 32\s+label: +by pkcs11-tool/,
  )
})
