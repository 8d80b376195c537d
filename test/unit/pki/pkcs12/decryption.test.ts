import { createCipheriv, createHash, pbkdf2Sync } from 'node:crypto'
import forge from 'node-forge'
import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import { OID } from '../../../../src/pki/oids.ts'
import { decrypted } from '../../../../src/pki/pkcs12/decryption.ts'
import { type Secret, secretsOf } from '../../../../src/pki/pkcs12/key-derivation.ts'
import { rc4 } from '../../../../src/pki/pkcs12/rc4.ts'
import type { PkiReason } from '../../../../src/pki/pki-error.ts'
import { refused } from '../refusal.ts'

const password = '密码12'
const secret = (): Secret => secretsOf(password)[0] ?? expect.unreachable('a password has a form')
const salt = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const rounds = 3
const AES = '2.16.840.1.101.3.4.1'
const CAMELLIA = '1.2.392.200011.61.1.1.1'
const iv = (length: number) => Uint8Array.from({ length }, (_, i) => 200 - 3 * i)
/** A structure of so many bytes. */
const structure = (length: number) =>
  der.sequence(Uint8Array.from({ length: length - 4 }, (_, i) => (i * 7) & 255)).subarray(0, length)
const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))

type Encrypt = (key: Uint8Array, vector: Uint8Array, data: Uint8Array) => Uint8Array
const byNode =
  (name: string, padding = true): Encrypt =>
  (key, vector, data) => {
    const cipher = createCipheriv(name, key, vector).setAutoPadding(padding)
    return Uint8Array.from(Buffer.concat([cipher.update(data), cipher.final()]))
  }
const finished = (
  cipher: Pick<forge.cipher.BlockCipher, 'update' | 'finish' | 'output'>,
  data: Uint8Array,
) => {
  cipher.update(forge.util.createBuffer(binary(data)))
  cipher.finish()
  return bytesOf(cipher.output.getBytes())
}
const des: Encrypt = (key, vector, data) => {
  const cipher = forge.cipher.createCipher('DES-CBC', binary(key))
  cipher.start({ iv: binary(vector) })
  return finished(cipher, data)
}
const rc2: Encrypt = (key, vector, data) => {
  const cipher = forge.rc2.createEncryptionCipher(binary(key), key.length * 8)
  cipher.start(binary(vector))
  return finished(cipher, data)
}

const derivation = der.sequence(
  der.oid('1.2.840.113549.1.5.12'),
  der.sequence(der.octets(salt), der.integer(rounds)),
)
const pbes2 = (...parts: readonly Uint8Array[]) => ({
  oid: '1.2.840.113549.1.5.13',
  parameters: der.sequence(derivation, ...parts),
})
const modern = (oid: string, vector: Uint8Array) => pbes2(der.sequence(der.oid(oid), vector))
const keyOf = (length: number) => new Uint8Array(pbkdf2Sync(password, salt, rounds, length, 'sha1'))

describe('what PBES2 encrypts', () => {
  it.each<readonly [string, string, number, number, Encrypt]>([
    ['AES-128', `${AES}.2`, 16, 16, byNode('aes-128-cbc')],
    ['AES-192', `${AES}.22`, 24, 16, byNode('aes-192-cbc')],
    ['AES-256', `${AES}.42`, 32, 16, byNode('aes-256-cbc')],
    ['3DES', '1.2.840.113549.3.7', 24, 8, byNode('des-ede3-cbc')],
    ['RC2', '1.2.840.113549.3.2', 16, 8, rc2],
    ['DES', '1.3.14.3.2.7', 8, 8, des],
    ['SM4', OID.sm4Cbc, 16, 16, byNode('sm4-cbc')],
    ['Camellia-128', `${CAMELLIA}.2`, 16, 16, byNode('camellia-128-cbc')],
    ['Camellia-192', `${CAMELLIA}.3`, 24, 16, byNode('camellia-192-cbc')],
    ['Camellia-256', `${CAMELLIA}.4`, 32, 16, byNode('camellia-256-cbc')],
  ])('with %s is decrypted', (_name, oid, keyLength, ivLength, encrypt) => {
    for (const length of [7, 15, 16, 17, 40]) {
      const plain = structure(length)
      const sealed = encrypt(keyOf(keyLength), iv(ivLength), plain)
      expect(decrypted(secret(), modern(oid, der.octets(iv(ivLength))), sealed)).toEqual(plain)
    }
    for (const length of [0, ivLength - 1, ivLength + 1])
      expect(() => decrypted(secret(), modern(oid, der.octets(iv(length))), new Uint8Array(16))).toThrow(
        refused('bad-length'),
      )
  })

  it.each([32_751, 32_752, 32_767, 32_768, 32_769, 65_535, 65_536, 70_000])(
    'is decrypted whole where it has %i bytes',
    (length) => {
      const plain = structure(length)
      const sealed = byNode('aes-128-cbc')(keyOf(16), iv(16), plain)
      expect(Buffer.compare(decrypted(secret(), modern(`${AES}.2`, der.octets(iv(16))), sealed), plain)).toBe(
        0,
      )
    },
  )

  it('with RC2 may say that its key has 128 bits, and nothing else', () => {
    const sealed = rc2(keyOf(16), iv(8), structure(20))
    const said = (...parts: readonly Uint8Array[]) => modern('1.2.840.113549.3.2', der.sequence(...parts))
    expect(decrypted(secret(), said(der.integer(58), der.octets(iv(8))), sealed)).toEqual(structure(20))
    expect(() => decrypted(secret(), said(der.integer(57), der.octets(iv(8))), sealed)).toThrow(
      refused('unsupported-algorithm'),
    )
    const more = said(der.integer(58), der.octets(iv(8)), der.nothing())
    expect(() => decrypted(secret(), more, sealed)).toThrow(refused('trailing-bytes'))
  })

  it('is refused with a cipher that nobody knows, without a vector, or with more behind', () => {
    const aes = der.sequence(der.oid(`${AES}.2`), der.octets(iv(16)))
    for (const [algorithm, reason] of [
      [modern('1.2.3', der.octets(iv(16))), 'unsupported-algorithm'],
      [pbes2(der.sequence(der.oid(`${AES}.2`))), 'unsupported-algorithm'],
      [pbes2(aes, der.nothing()), 'trailing-bytes'],
    ] as const)
      expect(() => decrypted(secret(), algorithm, new Uint8Array(16))).toThrow(refused(reason))
  })
})

const DES3 = '1.2.840.113549.1.12.1'
const old = (oid: string, ...more: readonly Uint8Array[]) => ({
  oid,
  parameters: der.sequence(der.octets(salt), der.integer(rounds), ...more),
})
/** The derivation of PKCS#12 as node-forge has it. */
const material = (id: 1 | 2, length: number) => {
  const buffer = forge.util.createBuffer(binary(salt))
  const made = forge.pkcs12.generateKey(password, buffer, id, rounds, length)
  return bytesOf(made.getBytes())
}

describe('what PKCS#12 itself encrypts', () => {
  const twoKeys: Encrypt = (key, vector, data) =>
    byNode('des-ede3-cbc')(Uint8Array.from([...key, ...key.subarray(0, 8)]), vector, data)
  it.each<readonly [string, number, number, number, Encrypt]>([
    ['RC4-128', 1, 16, 0, (key, _, data) => rc4(key, data)],
    ['RC4-40', 2, 5, 0, (key, _, data) => rc4(key, data)],
    ['3DES with three keys', 3, 24, 8, byNode('des-ede3-cbc')],
    ['3DES with two keys', 4, 16, 8, twoKeys],
    ['RC2-128', 5, 16, 8, rc2],
    ['RC2-40', 6, 5, 8, rc2],
  ])('with %s is decrypted', (_name, number, keyLength, ivLength, encrypt) => {
    const vector = ivLength === 0 ? new Uint8Array() : material(2, ivLength)
    const sealed = encrypt(material(1, keyLength), vector, structure(41))
    expect(decrypted(secret(), old(`${DES3}.${number}`), sealed)).toEqual(structure(41))
  })
})

describe('what PKCS#5 1.5 encrypts', () => {
  it.each<readonly [string, number, 'md5' | 'sha1', Encrypt]>([
    ['MD5 and DES', 3, 'md5', des],
    ['MD5 and RC2', 6, 'md5', rc2],
    ['SHA-1 and DES', 10, 'sha1', des],
    ['SHA-1 and RC2', 11, 'sha1', rc2],
  ])('with %s is decrypted', (_name, number, hash, encrypt) => {
    let made = Buffer.concat([Buffer.from(password), salt])
    for (let i = 0; i < rounds; i++) made = createHash(hash).update(made).digest()
    const sealed = encrypt(made.subarray(0, 8), made.subarray(8, 16), structure(33))
    expect(decrypted(secret(), old(`1.2.840.113549.1.5.${number}`), sealed)).toEqual(structure(33))
  })
})

describe('what cannot be decrypted', () => {
  it.each<readonly [string, string, readonly Uint8Array[], PkiReason]>([
    ['under a number that nobody knows', '1.2.3', [], 'unsupported-algorithm'],
    ['with more behind its rounds', `${DES3}.3`, [der.nothing()], 'trailing-bytes'],
    ['with more behind the rounds of PKCS#5', '1.2.840.113549.1.5.3', [der.nothing()], 'trailing-bytes'],
    ['under another key', `${DES3}.3`, [], 'wrong-password'],
  ])('is refused %s', (_what, oid, more, reason) => {
    expect(() => decrypted(secret(), old(oid, ...more), new Uint8Array(16))).toThrow(refused(reason))
  })

  it('is refused without parameters', () => {
    expect(() => decrypted(secret(), { oid: `${DES3}.3`, parameters: null }, new Uint8Array(8))).toThrow(
      refused('truncated'),
    )
  })

  const wrong = refused('wrong-password')
  it.each([`${AES}.2`, OID.sm4Cbc, `${CAMELLIA}.2`])(
    'has a wrong password if it is empty or cut: %s',
    (oid) => {
      const algorithm = modern(oid, der.octets(iv(16)))
      for (const length of [0, 15, 17])
        expect(() => decrypted(secret(), algorithm, new Uint8Array(length))).toThrow(wrong)
    },
  )

  it('has a wrong password if it is no structure, however well it is padded', () => {
    const sealed = byNode('aes-128-cbc')(keyOf(16), iv(16), Uint8Array.of(0x31, 0))
    expect(() => decrypted(secret(), modern(`${AES}.2`, der.octets(iv(16))), sealed)).toThrow(wrong)
    const none = byNode('camellia-128-cbc')(keyOf(16), iv(16), new Uint8Array())
    expect(() => decrypted(secret(), modern(`${CAMELLIA}.2`, der.octets(iv(16))), none)).toThrow(wrong)
  })

  it.each([
    ['1 byte of 1', [1], true],
    ['2 bytes of 2', [2, 2], true],
    ['no padding', [0], false],
    ['17', [17], false],
    ['2 after another', [3, 2], false],
    ['3 after 3 and another', [4, 3, 3], false],
  ])('is told by its padding under Camellia: %s', (_what, end, right) => {
    const block = new Uint8Array(32).fill(9)
    block[0] = 0x30
    block.set(end, 32 - end.length)
    const sealed = byNode('camellia-256-cbc', false)(keyOf(32), iv(16), block)
    const open = () => decrypted(secret(), modern(`${CAMELLIA}.4`, der.octets(iv(16))), sealed)
    if (right) expect(open()).toEqual(block.subarray(0, 32 - end.length))
    else expect(open).toThrow(wrong)
  })

  it('has sixteen bytes of padding under Camellia at most', () => {
    const block = Uint8Array.from({ length: 32 }, (_, i) => (i < 16 ? 0x30 : 16))
    const sealed = byNode('camellia-256-cbc', false)(keyOf(32), iv(16), block)
    expect(decrypted(secret(), modern(`${CAMELLIA}.4`, der.octets(iv(16))), sealed)).toEqual(
      block.subarray(0, 16),
    )
    const seventeen = byNode('camellia-256-cbc', false)(keyOf(32), iv(16), new Uint8Array(32).fill(17))
    expect(() => decrypted(secret(), modern(`${CAMELLIA}.4`, der.octets(iv(16))), seventeen)).toThrow(wrong)
  })
})
