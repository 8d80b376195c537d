import { describe, expect, it } from 'vitest'
import { encodeTemporaryKey } from '../../../../src/pki/csr/temporary-key.ts'
import { context, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { encodeExtensions } from '../../../../src/pki/x509/build.ts'
import { refused } from '../refusal.ts'
import { extension, someName, someSpki } from '../x509/unsigned.ts'

const { OID } = pki
const pair = pki.generateSm2KeyPair()
const temporary = pki.generateSm2KeyPair()
const subject = someName('申请人')
const wanted = extension(OID.subjectAltName, der.sequence(der.implicit(2, Uint8Array.of(97))))

type Plan = {
  readonly version?: number
  readonly attributes?: readonly Uint8Array[] | null
  readonly inside?: readonly Uint8Array[]
  readonly behind?: readonly Uint8Array[]
}
const attribute = (oid: string, ...values: readonly Uint8Array[]) => der.sequence(der.oid(oid), ...values)
const tbsOf = ({ version = 0, attributes = [], inside = [] }: Plan) =>
  der.sequence(
    der.integer(version),
    subject,
    someSpki,
    ...(attributes === null ? [] : [der.element(context(0), ...attributes)]),
    ...inside,
  )
const request = (plan: Plan = {}) =>
  der.sequence(
    tbsOf(plan),
    der.sequence(der.oid(OID.sm2WithSm3)),
    der.bits(Uint8Array.of(1)),
    ...(plan.behind ?? []),
  )
const withOnly = (one: Uint8Array) => pki.parseCsr(request({ attributes: [one] }))

describe('a request', () => {
  it('is read with all that it says', () => {
    const attributes = [
      attribute('1.2.3', der.setOf(der.integer(1), der.integer(2))),
      attribute(OID.extensionRequest, der.setOf(encodeExtensions([wanted]))),
    ]
    const raw = request({ attributes })
    const read = pki.parseCsr(raw)
    expect(read).toMatchObject({
      raw,
      tbs: tbsOf({ attributes }),
      subject: { raw: subject },
      spkiDer: someSpki,
      publicKey: { type: 'sm2' },
      extensions: [wanted],
      challengePassword: null,
      temporaryKey: null,
      signatureAlgorithm: { oid: OID.sm2WithSm3 },
      signature: Uint8Array.of(1),
    })
    expect(read.attributes[0]).toEqual({ oid: '1.2.3', values: [der.integer(1), der.integer(2)] })
    expect(pki.parseCsr(pki.toPem('CERTIFICATE REQUEST', raw)).raw).toEqual(raw)
  })

  it('may leave its attributes out', () => {
    for (const attributes of [null, []])
      expect(pki.parseCsr(request({ attributes }))).toMatchObject({ attributes: [], extensions: [] })
  })

  it('has the first value of an attribute, in a set or without one', () => {
    const password = der.printable('abc')
    for (const value of [password, der.setOf(password), der.element(TAG.set, password, der.printable('d'))])
      expect(withOnly(attribute(OID.challengePassword, value)).challengePassword).toBe('abc')
    expect(withOnly(attribute(OID.challengePassword, der.utf8('密'))).challengePassword).toBe('密')
    expect(withOnly(attribute(OID.challengePassword, der.setOf())).challengePassword).toBeNull()
    const key = encodeTemporaryKey(temporary.publicKey)
    expect(withOnly(attribute(OID.cfcaTemporaryKey, key)).temporaryKey).toEqual(temporary.publicKey)
  })

  it.each<readonly [string, Plan, pki.PkiReason]>([
    ['another version', { version: 1 }, 'unsupported-version'],
    ['more inside', { inside: [der.nothing()] }, 'trailing-bytes'],
    ['more behind it', { behind: [der.nothing()] }, 'trailing-bytes'],
    [
      'more in an attribute',
      { attributes: [attribute('1.2.3', der.setOf(), der.nothing())] },
      'trailing-bytes',
    ],
    [
      'a password that is no text',
      { attributes: [attribute(OID.challengePassword, der.integer(1))] },
      'bad-string',
    ],
    ['no value', { attributes: [attribute('1.2.3')] }, 'truncated'],
  ])('is refused with %s', (_what, plan, reason) => {
    expect(() => pki.parseCsr(request(plan))).toThrow(refused(reason))
  })

  it('has 64 kilobytes, not more', () => {
    const sized = (length: number) =>
      request({ attributes: [attribute('1.2.3', der.octets(new Uint8Array(length)))] })
    const most = 60_000 + 65_536 - sized(60_000).length
    expect(pki.parseCsr(sized(most)).attributes).toHaveLength(1)
    expect(() => pki.parseCsr(sized(most + 1))).toThrow(refused('too-large'))
  })
})

describe('a request that is built here', () => {
  const info: pki.CsrInfo = { subject, publicKey: pair.publicKey }
  const built = (change: Partial<pki.CsrInfo> = {}) => {
    const { tbs, digest } = pki.csrToSign({ ...info, ...change })
    return pki.parseCsr(pki.finishCsr(tbs, pki.sm2SignDigest(pair.privateKey, digest)))
  }

  it('has an empty set of attributes if it asks for nothing', () => {
    const read = built()
    expect(read).toMatchObject({
      attributes: [],
      extensions: [],
      challengePassword: null,
      temporaryKey: null,
    })
    expect(read.tbs.subarray(-2)).toEqual(Uint8Array.of(0xa0, 0))
    expect(pki.verifyCsr(read)).toBe(true)
    expect(pki.verifyCsr({ ...read, tbs: read.tbs.with(4, 1) })).toBe(false)
  })

  it('asks for extensions, with a password and a key of CFCA', () => {
    const cfca = { temporaryKey: temporary.publicKey, challengePassword: '111111' }
    const read = built({ extensions: [wanted], cfca })
    expect(read).toMatchObject({
      extensions: [wanted],
      challengePassword: '111111',
      temporaryKey: temporary.publicKey,
    })
    expect(read.attributes).toHaveLength(3)
    expect(pki.verifyCsr(read)).toBe(true)
    expect(
      built({ cfca })
        .attributes.map(({ oid }) => oid)
        .sort(),
    ).toEqual([OID.cfcaTemporaryKey, OID.challengePassword].sort())
    expect(built({ extensions: [wanted] }).attributes).toHaveLength(1)
  })

  it('is signed under the identity that is given', () => {
    const id = new TextEncoder().encode('another')
    const { tbs, digest } = pki.csrToSign({ ...info, id })
    expect(digest).toEqual(pki.sm2Digest(pair.publicKey, tbs, id))
    expect(pki.csrToSign(info).digest).toEqual(pki.sm2Digest(pair.publicKey, tbs))
    expect(pki.verifyCsr(built({ id }))).toBe(false)
  })
})
