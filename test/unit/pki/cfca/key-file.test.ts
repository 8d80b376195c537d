import { describe, expect, it } from 'vitest'
import { openCfcaEscrowedKey } from '../../../../src/pki/cfca/escrowed-key.ts'
import { openCfcaKeyFile } from '../../../../src/pki/cfca/key-file.ts'
import { der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { sm3Kdf } from '../../../../src/pki/sm3/index.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { issue, nameOf } from '../paths/issue.ts'
import { refused } from '../refusal.ts'
import { rsaKey } from '../rsa-key.ts'

const { OID } = pki
const password = '密码123'
const user = freshParty(freshRoot(), { profile: 'signing' })

const sealed = (plain: Uint8Array) => {
  const made = sm3Kdf(new TextEncoder().encode(password), 32)
  return pki.sm4CbcEncrypt(made.subarray(16), made.subarray(0, 16), plain)
}
type Plan = {
  readonly version?: number
  readonly cipher?: string
  readonly plain?: Uint8Array
  readonly encrypted?: Uint8Array
  readonly certificate?: Uint8Array
  readonly key?: readonly Uint8Array[]
  readonly bag?: readonly Uint8Array[]
  readonly behind?: readonly Uint8Array[]
}
const file = ({ key = [], bag = [], behind = [], ...plan }: Plan = {}) =>
  der.sequence(
    der.integer(plan.version ?? 1),
    der.sequence(
      der.oid('1.2.156.10197.6.1.4.2.1'),
      der.oid(plan.cipher ?? OID.sm4),
      der.octets(plan.encrypted ?? sealed(plan.plain ?? user.keys.privateKey)),
      ...key,
    ),
    der.sequence(der.oid('1.2.3'), der.octets(plan.certificate ?? user.certificate.raw), ...bag),
    ...behind,
  )

describe('a key file of CFCA', () => {
  it('opens with its password, in every form and under both numbers of SM4', () => {
    const whole = file()
    for (const input of [whole, pki.toPem('CFCA KEY', whole), file({ cipher: OID.sm4Cbc })]) {
      const { keyPair, certificate } = openCfcaKeyFile(input, password)
      expect(keyPair).toEqual(user.keys)
      expect(certificate.raw).toEqual(user.certificate.raw)
    }
  })

  it.each<readonly [string, Plan, pki.PkiReason]>([
    ['another version', { version: 2 }, 'unsupported-version'],
    ['another cipher', { cipher: OID.sm4Ecb }, 'unsupported-algorithm'],
    ['more in its key', { key: [der.nothing()] }, 'trailing-bytes'],
    ['more in its certificate', { bag: [der.nothing()] }, 'trailing-bytes'],
    ['more behind it', { behind: [der.nothing()] }, 'trailing-bytes'],
    ['a key of 31 bytes', { plain: new Uint8Array(31).fill(1) }, 'wrong-password'],
    ['a key of 33 bytes', { plain: new Uint8Array(33).fill(1) }, 'wrong-password'],
    ['the key of somebody else', { plain: new Uint8Array(32).fill(1) }, 'wrong-key'],
  ])('is refused with %s', (_what, plan, reason) => {
    expect(() => openCfcaKeyFile(file(plan), password)).toThrow(refused(reason))
  })

  it('is refused with a wrong password, and with a certificate of RSA', () => {
    const padded = pki.concat(new Uint8Array(47).fill(1), Uint8Array.of(0))
    const made = sm3Kdf(new TextEncoder().encode(password), 32)
    const encrypted = pki.sm4CbcEncrypt(made.subarray(16), made.subarray(0, 16), padded, 'none')
    const wrong = file({ encrypted })
    expect(() => openCfcaKeyFile(wrong, password)).toThrow(
      new pki.PkiError('CFCA key file', 'wrong-password'),
    )
    const key = rsaKey()
    const name = nameOf('rsa')
    const { raw } = issue({ subject: name, issuer: name, key, issuerKey: key, extensions: [] })
    expect(() => openCfcaKeyFile(file({ certificate: raw }), password)).toThrow(
      refused('unsupported-algorithm'),
    )
  })
})

describe('an encryption key that CFCA returns', () => {
  const temporary = pki.generateSm2KeyPair()
  const pair = pki.generateSm2KeyPair()
  const returned = (plain: Uint8Array, version = 1, ...more: readonly Uint8Array[]) =>
    der.sequence(der.integer(version), der.octets(pki.sm2Encrypt(temporary.publicKey, plain)), ...more)
  const whole = pki.concat(pair.publicKey.subarray(1), pair.privateKey)
  const open = (input: Uint8Array | string) => openCfcaEscrowedKey(temporary.privateKey, input)

  it('opens as DER, as base64, and behind the numbers that CFCA writes before it', () => {
    const text = Buffer.from(returned(whole)).toString('base64')
    const number = (value: number) => `${value}`.padStart(16, '0')
    const head = [1, 1, 0, 0, text.length].map(number).join('')
    for (const input of [returned(whole), text, `${head}${text}`]) expect(open(input)).toEqual(pair)
  })

  it('is refused with another version, length, key, or more behind it', () => {
    for (const [input, reason] of [
      [returned(whole, 2), 'unsupported-version'],
      [returned(whole.subarray(1)), 'bad-length'],
      [returned(pki.concat(whole, Uint8Array.of(0))), 'bad-length'],
      [returned(pki.concat(pair.publicKey.subarray(1), temporary.privateKey)), 'wrong-key'],
      [returned(whole, 1, der.nothing()), 'trailing-bytes'],
    ] as const)
      expect(() => open(input)).toThrow(refused(reason))
  })
})
