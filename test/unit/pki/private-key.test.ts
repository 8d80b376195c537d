import { describe, expect, it } from 'vitest'
import { context, der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { refused } from './refusal.ts'

const { OID } = pki
const pair = pki.generateSm2KeyPair()
const curve = der.oid(OID.sm2Curve)
const sec1 = (...parts: readonly Uint8Array[]) =>
  der.sequence(der.integer(1), der.octets(pair.privateKey), ...parts)

type Plan = {
  readonly version?: number
  readonly algorithm?: Uint8Array
  readonly inner?: Uint8Array
  readonly behind?: readonly Uint8Array[]
}
const pkcs8 = ({ version = 0, behind = [], ...plan }: Plan = {}) =>
  der.sequence(
    der.integer(version),
    plan.algorithm ?? der.sequence(der.oid(OID.ecPublicKey), curve),
    der.octets(plan.inner ?? sec1()),
    ...behind,
  )

describe('a private key of SM2', () => {
  it('is written as PKCS#8 with its public key', () => {
    const inner = sec1(der.explicit(1, der.bits(pair.publicKey)))
    expect(pki.encodeSm2PrivateKey(pair)).toEqual(pkcs8({ inner }))
    expect(pki.parseSm2PrivateKey(pki.encodeSm2PrivateKey(pair))).toEqual(pair)
  })

  it('is read from DER, PEM and base64, of both versions', () => {
    const attributes = der.element(context(0), der.sequence())
    const publicKey = der.implicit(1, pki.concat(Uint8Array.of(0), pair.publicKey))
    for (const behind of [[], [attributes], [publicKey], [attributes, publicKey]])
      for (const version of [0, 1]) expect(pki.parseSm2PrivateKey(pkcs8({ version, behind }))).toEqual(pair)
    const whole = pkcs8()
    for (const input of [
      pki.toPem('PRIVATE KEY', whole),
      Buffer.from(whole).toString('base64'),
      Buffer.from(pki.toPem('A', whole)),
    ])
      expect(pki.parseSm2PrivateKey(input)).toEqual(pair)
  })

  it('is read with or without the parts of SEC 1', () => {
    const [named, point] = [der.explicit(0, curve), der.explicit(1, der.bits(pair.publicKey))]
    for (const parts of [[], [named], [point], [named, point]]) {
      expect(pki.parseSm2PrivateKey(sec1(...parts))).toEqual(pair)
      expect(pki.parseSm2PrivateKey(pkcs8({ inner: sec1(...parts) }))).toEqual(pair)
    }
  })

  it('may lack zeros in front or have more of them', () => {
    const small = new Uint8Array(32).with(31, 5)
    const short = (bytes: Uint8Array) =>
      pki.parseSm2PrivateKey(der.sequence(der.integer(1), der.octets(bytes)))
    for (const bytes of [Uint8Array.of(5), small, pki.concat(new Uint8Array(9), small)])
      expect(short(bytes)).toEqual({ privateKey: small, publicKey: pki.sm2PublicKeyOf(small) })
    expect(() => short(new Uint8Array(33).fill(1))).toThrow(refused('bad-private-key'))
    expect(() => short(new Uint8Array(32))).toThrow(refused('bad-private-key'))
  })

  it.each<readonly [string, Uint8Array, pki.PkiReason]>([
    ['a newer version', pkcs8({ version: 2 }), 'unsupported-version'],
    [
      'another curve',
      pkcs8({ algorithm: der.sequence(der.oid(OID.ecPublicKey), der.oid(OID.p256)) }),
      'unsupported-algorithm',
    ],
    ['no curve', pkcs8({ algorithm: der.sequence(der.oid(OID.ecPublicKey)) }), 'unsupported-algorithm'],
    [
      'another algorithm',
      pkcs8({ algorithm: der.sequence(der.oid(OID.rsa), curve) }),
      'unsupported-algorithm',
    ],
    ['more behind it', pkcs8({ behind: [der.nothing()] }), 'trailing-bytes'],
    [
      'two sets of attributes',
      pkcs8({ behind: [der.element(context(0)), der.element(context(0))] }),
      'trailing-bytes',
    ],
    [
      'a newer key inside',
      pkcs8({ inner: der.sequence(der.integer(2), der.octets(pair.privateKey)) }),
      'unsupported-version',
    ],
    [
      'an older key inside',
      pkcs8({ inner: der.sequence(der.integer(0), der.octets(pair.privateKey)) }),
      'unsupported-version',
    ],
    ['another curve inside', sec1(der.explicit(0, der.oid(OID.p256))), 'unsupported-algorithm'],
    ['more in a key', sec1(der.nothing()), 'trailing-bytes'],
    [
      'a key of SEC 1 of another version',
      der.sequence(der.integer(0), der.octets(pair.privateKey)),
      'unexpected-tag',
    ],
  ])('is refused with %s', (_what, bytes, reason) => {
    expect(() => pki.parseSm2PrivateKey(bytes)).toThrow(refused(reason))
  })

  it('has 4096 bytes, not more', () => {
    const sized = (length: number) => pkcs8({ behind: [der.element(context(0), new Uint8Array(length))] })
    const most = 3000 + 4096 - sized(3000).length
    expect(pki.parseSm2PrivateKey(sized(most))).toEqual(pair)
    expect(() => pki.parseSm2PrivateKey(sized(most + 1))).toThrow(refused('too-large'))
  })
})
