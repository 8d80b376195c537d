import { execFileSync } from 'node:child_process'
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pkcs11js from 'pkcs11js'
import { sm2 } from 'sm-crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  build,
  CKM,
  find,
  freshHome,
  openLibrary,
  openSession,
  outcome,
  type Pair,
  pointOf,
  sign,
  sm2Pair,
} from './library.ts'

const message = Buffer.from('message digest')
const spkiHead = Buffer.from('3059301306072A8648CE3D020106082A811CCF5501822D034200', 'hex')

let p11: pkcs11js.PKCS11
let session: Buffer
let pair: Pair
let point: Buffer
let home = ''
let drop = () => {}

beforeAll(() => {
  build()
  const fresh = freshHome()
  home = fresh.home
  drop = fresh.drop
  p11 = openLibrary()
  session = openSession(p11)
  pair = sm2Pair(p11, session, 'signing')
  point = pointOf(p11, session, pair.publicKey)
})
afterAll(() => {
  p11.C_Finalize()
  drop()
})

/** SM3, by OpenSSL. */
const sm3 = (...parts: readonly Buffer[]) => createHash('sm3').update(Buffer.concat(parts)).digest()

/** Z by its definition in GM/T 0003.2, from the curve's constants. */
const z = (id: string) => {
  const curve = Buffer.from(
    'FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E9332C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0',
    'hex',
  )
  return sm3(Buffer.from([id.length >> 5, (id.length << 3) & 255]), Buffer.from(id), curve, point.subarray(1))
}

/** A minimal DER INTEGER pair around r||s. */
const der = (raw: Buffer) => {
  const integer = (bytes: Buffer) => {
    let at = 0
    while (at < 31 && bytes[at] === 0) at++
    const trimmed = bytes.subarray(at)
    const padded = ((trimmed[0] ?? 0) & 0x80) !== 0 ? Buffer.concat([Buffer.of(0), trimmed]) : trimmed
    return Buffer.concat([Buffer.of(2, padded.length), padded])
  }
  const body = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))])
  return Buffer.concat([Buffer.of(0x30, body.length), body])
}

const opensslAccepts = (signature: Buffer, data: Buffer, id: string) => {
  writeFileSync(join(home, 'public.der'), Buffer.concat([spkiHead, point]))
  writeFileSync(join(home, 'signature'), signature)
  writeFileSync(join(home, 'message'), data)
  const files = ['-signature', join(home, 'signature'), join(home, 'message')]
  const key = ['-verify', join(home, 'public.der'), '-keyform', 'DER', '-sigopt', `distid:${id}`]
  return execFileSync('openssl', ['dgst', '-sm3', ...key, ...files], { encoding: 'utf8' }).includes(
    'Verified OK',
  )
}

const defaultId = '1234567812345678'

describe('SM2 signatures of the virtual Ukey', () => {
  it('with Z verify in OpenSSL under the default ID, in DER and as r||s', () => {
    expect(
      opensslAccepts(sign(p11, session, pair.privateKey, CKM.sm3ZDer, message), message, defaultId),
    ).toBe(true)
    const raw = sign(p11, session, pair.privateKey, CKM.sm3Z, message)
    expect(raw).toHaveLength(64)
    expect(opensslAccepts(der(raw), message, defaultId)).toBe(true)
  })

  it('with Z accept another ID as the mechanism parameter', () => {
    p11.C_SignInit(
      session,
      { mechanism: CKM.sm3ZDer, parameter: Buffer.from('someone@example') },
      pair.privateKey,
    )
    const signature = p11.C_Sign(session, message, Buffer.alloc(80))
    expect(opensslAccepts(signature, message, 'someone@example')).toBe(true)
  })

  it('over a ready digest verify as signatures of the message itself', () => {
    const e = sm3(z(defaultId), message)
    expect(opensslAccepts(sign(p11, session, pair.privateKey, CKM.digestDer, e), message, defaultId)).toBe(
      true,
    )
    expect(opensslAccepts(der(sign(p11, session, pair.privateKey, CKM.digest, e)), message, defaultId)).toBe(
      true,
    )
  })

  it('without Z are over SM3 of the bare message', () => {
    const raw = sign(p11, session, pair.privateKey, CKM.sm3, message)
    p11.C_VerifyInit(session, { mechanism: CKM.digest }, pair.publicKey)
    expect(p11.C_Verify(session, sm3(message), raw)).toBe(true)
  })

  it('refuse a digest that is not 32 bytes long', () => {
    expect(outcome(() => sign(p11, session, pair.privateKey, CKM.digest, Buffer.alloc(20)))).toBe(
      'CKR_DATA_LEN_RANGE',
    )
  })

  it('are refused by C_Verify when one bit is wrong', () => {
    const signature = sign(p11, session, pair.privateKey, CKM.sm3ZDer, message)
    p11.C_VerifyInit(session, { mechanism: CKM.sm3ZDer }, pair.publicKey)
    expect(p11.C_Verify(session, message, signature)).toBe(true)
    p11.C_VerifyInit(session, { mechanism: CKM.sm3ZDer }, pair.publicKey)
    expect(outcome(() => p11.C_Verify(session, Buffer.from('massage digest'), signature))).toBe(
      'CKR_SIGNATURE_INVALID',
    )
  })
})

describe('SM2 encryption of the virtual Ukey', () => {
  const text = Buffer.from('a session key, say')
  const decrypt = (mechanism: number, cipher: Buffer) => {
    p11.C_DecryptInit(session, { mechanism }, pair.privateKey)
    return p11.C_Decrypt(session, cipher, Buffer.alloc(cipher.length))
  }

  it('decrypts raw C1||C3||C2 of another implementation, with and without 04', () => {
    const c1c3c2 = Buffer.from(`04${sm2.doEncrypt([...text] as never, point.toString('hex'), 1)}`, 'hex')
    expect(decrypt(CKM.encrypt, c1c3c2)).toEqual(text)
    expect(decrypt(CKM.encrypt, c1c3c2.subarray(1))).toEqual(text)
  })

  it('decrypts an SM2Cipher of OpenSSL', () => {
    writeFileSync(join(home, 'public.der'), Buffer.concat([spkiHead, point]))
    const args = ['pkeyutl', '-encrypt', '-pubin', '-keyform', 'DER', '-inkey', join(home, 'public.der')]
    expect(decrypt(CKM.encryptDer, execFileSync('openssl', args, { input: text }))).toEqual(text)
  })

  it('refuses a ciphertext that was tampered with', () => {
    p11.C_EncryptInit(session, { mechanism: CKM.encrypt }, pair.publicKey)
    const cipher = p11.C_Encrypt(session, text, Buffer.alloc(300))
    cipher[cipher.length - 1] = (cipher.at(-1) ?? 0) ^ 1
    expect(outcome(() => decrypt(CKM.encrypt, cipher))).toBe('CKR_ENCRYPTED_DATA_INVALID')
  })
})

const tlv = (tag: number, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts)
  const long = body.length > 255 ? [0x82, body.length >> 8, body.length & 255] : [0x81, body.length]
  return Buffer.concat([Buffer.of(tag, ...(body.length < 128 ? [body.length] : long)), body])
}

/** An SM2EnvelopedKey (GM/T 0009) as a key management centre makes it, with OpenSSL's SM2 and SM4. */
function enveloped(secret: Buffer, publicPoint: Buffer): Buffer {
  const sm4 = randomBytes(16)
  writeFileSync(join(home, 'public.der'), Buffer.concat([spkiHead, point]))
  const args = ['pkeyutl', '-encrypt', '-pubin', '-keyform', 'DER', '-inkey', join(home, 'public.der')]
  const cipher = createCipheriv('sm4-ecb', sm4, null).setAutoPadding(false)
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
  const algorithm = tlv(0x30, tlv(0x06, Buffer.from('2A811CCF55016801', 'hex')))
  const key = execFileSync('openssl', args, { input: sm4 })
  return tlv(0x30, algorithm, key, tlv(0x03, Buffer.of(0), publicPoint), tlv(0x03, Buffer.of(0), sealed))
}

describe('an encryption pair from outside', () => {
  const { privateKey, publicKey } = sm2.generateKeyPairHex()
  const secret = Buffer.from(privateKey.padStart(64, '0'), 'hex')
  const outside = Buffer.from(publicKey, 'hex')
  const template = [
    { type: pkcs11js.CKA_TOKEN, value: true },
    { type: pkcs11js.CKA_LABEL, value: 'encryption' },
  ]
  const unwrap = (blob: Buffer) =>
    p11.C_UnwrapKey(session, { mechanism: CKM.unwrap }, pair.privateKey, blob, template)

  it('is unwrapped inside the token with the signing key, both halves, and can decrypt', () => {
    const handle = unwrap(enveloped(secret, outside))
    expect(pointOf(p11, session, handle)).toEqual(outside)
    const both = find(p11, session, [{ type: pkcs11js.CKA_LABEL, value: 'encryption' }])
    expect(both).toHaveLength(2)
    const cipher = Buffer.from(`04${sm2.doEncrypt('hello', publicKey, 1)}`, 'hex')
    p11.C_DecryptInit(session, { mechanism: CKM.encrypt }, handle)
    expect(p11.C_Decrypt(session, cipher, Buffer.alloc(100)).toString()).toBe('hello')
  })

  it('is refused when its public half belongs to another key', () => {
    expect(outcome(() => unwrap(enveloped(secret, point)))).toBe('CKR_WRAPPED_KEY_INVALID')
  })

  it('can be imported with C_CreateObject, and its private value never comes out again', () => {
    const handle = p11.C_CreateObject(session, [
      { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
      { type: pkcs11js.CKA_KEY_TYPE, value: 0x80000004 },
      { type: pkcs11js.CKA_TOKEN, value: true },
      { type: pkcs11js.CKA_VALUE, value: secret },
    ])
    expect(pointOf(p11, session, handle)).toEqual(outside)
    const read = (key: Buffer) =>
      outcome(() => p11.C_GetAttributeValue(session, key, [{ type: pkcs11js.CKA_VALUE }]))
    expect(read(handle)).toBe('CKR_ATTRIBUTE_SENSITIVE')
    expect(read(pair.privateKey)).toBe('CKR_ATTRIBUTE_SENSITIVE')
  })
})
