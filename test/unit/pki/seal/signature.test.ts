import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { context, der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { signatureToRaw } from '../../../../src/pki/sm2/signature-form.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { issue, type Key, nameOf } from '../paths/issue.ts'
import { refused } from '../refusal.ts'
import { rsaKey } from '../rsa-key.ts'

const { OID } = pki
const root = freshRoot()
const maker = freshParty(root, { profile: 'seal-maker' })
const user = freshParty(root, { profile: 'signing' })
const dates = {
  createdAt: new Date('2026-01-01T00:00:00Z'),
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validTo: new Date('2028-01-01T00:00:00Z'),
}
const info = pki.sealToSign({
  ...{ id: 'ID', vendor: 'V', type: 'organisation', name: '某章', ...dates, signers: [user.certificate.raw] },
  picture: { format: 'PNG', bytes: Uint8Array.of(1), width: 1, height: 1 },
})
const seal = pki.finishSeal(info, maker.certificate.raw, maker.sign(info))

type Plan = {
  readonly time?: Uint8Array
  readonly hash?: Uint8Array
  readonly inside?: readonly Uint8Array[]
  readonly behind?: readonly Uint8Array[]
}
const toSign = (plan: Plan, ...more: readonly Uint8Array[]) =>
  der.sequence(
    der.integer(4),
    seal,
    plan.time ?? der.generalizedTime(new Date('2026-11-20T01:02:03Z')),
    plan.hash ?? der.bits(Uint8Array.of(5, 6)),
    der.ia5('/Doc_0/Signs/Signature.xml'),
    ...more,
    ...(plan.inside ?? []),
  )
const signer = [der.octets(user.certificate.raw), der.oid(OID.sm2WithSm3)]
const value = der.bits(Uint8Array.of(7, 8))
const modern = (plan: Plan = {}) => der.sequence(toSign(plan), ...signer, value, ...(plan.behind ?? []))
const old = (plan: Plan = {}) => der.sequence(toSign(plan, ...signer), value, ...(plan.behind ?? []))

describe('a signature with a seal', () => {
  it.each([
    ['of a later standard', modern(), toSign({})],
    ['of 2014', old(), toSign({}, ...signer)],
  ])('%s is read with all that it says', (_what, bytes, signedPart) => {
    const read = pki.parseSealSignature(pki.concat(bytes, Uint8Array.of(0, 0, 0)))
    expect(read).toMatchObject({
      claimedAt: new Date('2026-11-20T01:02:03Z'),
      dataHash: Uint8Array.of(5, 6),
      propertyInfo: '/Doc_0/Signs/Signature.xml',
      signatureAlgorithm: OID.sm2WithSm3,
      signature: Uint8Array.of(7, 8),
      signedPart,
      timeStamp: null,
      trailing: 3,
    })
    expect(read.seal.raw).toEqual(seal)
    expect(read.certificate.raw).toEqual(user.certificate.raw)
    expect(pki.parseSealSignature(bytes).trailing).toBe(0)
  })

  it('may have a time stamp, further data and its digest as an octet string', () => {
    const stamped = { behind: [der.explicit(0, der.bits(Uint8Array.of(9)))] }
    expect(pki.parseSealSignature(modern(stamped)).timeStamp).toEqual(Uint8Array.of(9))
    expect(pki.parseSealSignature(modern({ inside: [der.explicit(0)] })).trailing).toBe(0)
    for (const make of [modern, old])
      expect(pki.parseSealSignature(make({ hash: der.octets(Uint8Array.of(4)) })).dataHash).toEqual(
        Uint8Array.of(4),
      )
  })

  it.each<readonly [string, Uint8Array]>([
    ['in what is signed', modern({ inside: [der.nothing()] })],
    ['in what is signed of 2014', old({ inside: [der.nothing()] })],
    ['behind it', modern({ behind: [der.nothing()] })],
    ['behind that of 2014', old({ behind: [der.nothing()] })],
    ['in its time stamp', modern({ behind: [der.explicit(0, der.bits(Uint8Array.of(9)), der.nothing())] })],
    ['behind it under another tag', modern({ behind: [der.element(context(1))] })],
  ])('is refused with more %s', (_what, bytes) => {
    expect(() => pki.parseSealSignature(bytes)).toThrow(refused('trailing-bytes'))
  })
})

describe('the moment of a signature', () => {
  const text = (written: string) => new TextEncoder().encode(written)
  const at = (time: Uint8Array) => pki.parseSealSignature(modern({ time })).claimedAt?.toISOString() ?? null

  it('is a time in DER or a text in any string', () => {
    expect(at(der.time(new Date('2026-11-20T01:02:03Z')))).toBe('2026-11-20T01:02:03.000Z')
    expect(at(der.bits(text('2026-11-20T01:02:03Z')))).toBe('2026-11-20T01:02:03.000Z')
    expect(at(der.utf8('2026-11-20 09:02:03'))).toBe('2026-11-20T01:02:03.000Z')
    expect(at(der.utf8('yesterday'))).toBeNull()
  })

  it('has forty characters, not more', () => {
    const moment = '20261120010203Z'
    expect(at(der.utf8(moment.padStart(40)))).toBe('2026-11-20T01:02:03.000Z')
    expect(at(der.utf8(moment.padStart(41)))).toBeNull()
  })

  it.each([
    ['20261120010203Z', '2026-11-20T01:02:03.000Z'],
    ['20261120090203', '2026-11-20T01:02:03.000Z'],
    ['2026-11-20T01:02:03Z', '2026-11-20T01:02:03.000Z'],
    ['2026-11-20 09:02:03', '2026-11-20T01:02:03.000Z'],
    ['20261120 090203', '2026-11-20T01:02:03.000Z'],
    ['2026-11-20T09:02:03+08:00', '2026-11-20T01:02:03.000Z'],
    ['2026-11-20T09:02:03+0800', '2026-11-20T01:02:03.000Z'],
    ['20261119200203-0500', '2026-11-20T01:02:03.000Z'],
    ['2026-11-20T01:02:03.5Z', '2026-11-20T01:02:03.000Z'],
    ['2026-11-20T01:02:03,123456789Z', '2026-11-20T01:02:03.000Z'],
    [' 20261120010203Z\n', '2026-11-20T01:02:03.000Z'],
    ['20240229010203', '2024-02-28T17:02:03.000Z'],
    ['2026-12-31T23:59:59-01:00', '2027-01-01T00:59:59.000Z'],
  ])('%j is %s', (written, moment) => {
    expect(pki.writtenMoment(written)?.toISOString()).toBe(moment)
  })

  it.each([
    '',
    '261120010203Z',
    '202611200102Z',
    '2026-11-20T01:02:03.Z',
    '2026-11-20T01:02:03.1234567890Z',
    '2026-11-20T01:02:03+8',
    '2026/11/20 01:02:03',
    '2026-13-20T01:02:03Z',
    '2026-11-32T01:02:03Z',
    '2026-11-31T01:02:03Z',
    '20260229010203Z',
    '2026-02-30 01:02:03',
    '2026-11-20T25:02:03Z',
    '2026-11-20T01:60:03Z',
    'x20261120010203Z',
    '20261120010203Zx',
  ])('%j is none', (written) => {
    expect(pki.writtenMoment(written)).toBeNull()
  })
})

const own = (key: Key) => {
  const name = nameOf('own')
  return issue({ subject: name, issuer: name, key, issuerKey: key, extensions: [] })
}

describe('a signature is checked', () => {
  const read = pki.parseSealSignature(modern())
  const { certificate } = user

  it('with the key of its certificate, also where its value is r and s side by side', () => {
    const signature = user.sign(read.signedPart)
    expect(pki.verifySealSignature({ ...read, certificate, signature })).toBe(true)
    expect(pki.verifySealSignature({ ...read, certificate, signature: signatureToRaw(signature) })).toBe(true)
    expect(pki.verifySealSignature(read)).toBe(false)
    expect(pki.verifySealSignature({ ...read, certificate: maker.certificate, signature })).toBe(false)
    expect(pki.verifySealSignature({ ...read, signature, signedPart: info })).toBe(false)
    expect(pki.verifySealSignature({ ...read, signature, signatureAlgorithm: OID.rsaSha256 })).toBe(false)
  })

  it('with RSA and ECDSA, too', () => {
    const rsa = rsaKey()
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const ec = {
      spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
      sign: (message: Uint8Array) => new Uint8Array(sign('sha256', message, privateKey)),
    }
    for (const [key, signatureAlgorithm] of [
      [rsa, OID.rsaSha256],
      [ec, OID.ecdsaSha256],
    ] as const) {
      const signature = key.sign(read.signedPart)
      expect(pki.verifySealSignature({ ...read, certificate: own(key), signatureAlgorithm, signature })).toBe(
        true,
      )
    }
  })

  it.each<readonly [string, number | null]>([
    [OID.sm2WithSm3, 32],
    [OID.sm2Signature, 32],
    [OID.sm3, 32],
    [OID.rsaSha1, 20],
    [OID.rsaSha256, 32],
    [OID.ecdsaSha384, 48],
    [OID.rsaSha512, 64],
    [OID.ed25519, null],
    ['1.2.3', null],
  ])('over a digest that its algorithm names: %s', (signatureAlgorithm, length) => {
    const digest = pki.sealSignatureDigest({ ...read, signatureAlgorithm })
    expect(digest?.(info).length ?? null).toBe(length)
    if (signatureAlgorithm === OID.sm3) expect(digest?.(info)).toEqual(pki.sm3(info))
  })
})
