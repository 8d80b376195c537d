import { describe, expect, it } from 'vitest'
import { context, der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { refused } from '../refusal.ts'
import { certificateDer, someName } from '../x509/unsigned.ts'

const maker = certificateDer({ subject: someName('制章人') })
const [one, two] = [
  certificateDer({ serial: Uint8Array.of(1) }),
  certificateDer({ serial: Uint8Array.of(2) }),
]
const [createdAt, validFrom, validTo] = [
  '2026-01-01T00:00:00Z',
  '2026-02-01T00:00:00Z',
  '2028-01-01T00:00:00Z',
].map((text) => new Date(text)) as [Date, Date, Date]
const picture = Uint8Array.of(0x89, 0x50)

type Plan = {
  readonly mark?: string
  readonly version?: number
  readonly header?: readonly Uint8Array[]
  readonly type?: number
  readonly list?: readonly Uint8Array[]
  readonly property?: readonly Uint8Array[]
  readonly picture?: Uint8Array
  readonly info?: readonly Uint8Array[]
}
const certificates = (...all: readonly Uint8Array[]) => der.sequence(...all.map((each) => der.octets(each)))
const digestEntry = (...more: readonly Uint8Array[]) =>
  der.sequence(der.ia5('SM3'), der.octets(Uint8Array.of(7)), ...more)
const pictureOf = (bytes: Uint8Array, ...more: readonly Uint8Array[]) =>
  der.sequence(der.ia5('png'), der.octets(bytes), der.integer(41), der.integer(42), ...more)

function infoOf(plan: Plan = {}): Uint8Array {
  const { list = [der.integer(1), certificates(one, two)], header = [], property = [], info = [] } = plan
  return der.sequence(
    der.sequence(der.ia5(plan.mark ?? 'ES'), der.integer(plan.version ?? 4), der.ia5('V'), ...header),
    der.ia5('ID1'),
    der.sequence(
      der.integer(plan.type ?? 1),
      der.utf8('某章'),
      ...list,
      ...[createdAt, validFrom, validTo].map(der.generalizedTime),
      ...property,
    ),
    plan.picture ?? pictureOf(picture),
    ...info,
  )
}
const algorithm = der.oid(pki.OID.sm2WithSm3)
const signature = der.bits(Uint8Array.of(1, 2))
const modern = (plan: Plan = {}, ...more: readonly Uint8Array[]) =>
  der.sequence(infoOf(plan), der.octets(maker), algorithm, signature, ...more)
const old = (plan: Plan = {}, sign: readonly Uint8Array[] = [], ...more: readonly Uint8Array[]) =>
  der.sequence(
    infoOf({ list: [certificates(one)], ...plan }),
    der.sequence(der.octets(maker), algorithm, signature, ...sign),
    ...more,
  )

describe('a seal', () => {
  it('is read with all that it says', () => {
    const raw = modern()
    const seal = pki.parseSeal(raw)
    expect(seal).toMatchObject({
      raw,
      standard: 'GB/T 38540-2020',
      id: 'ID1',
      vendor: 'V',
      type: 'organisation',
      name: '某章',
      picture: { format: 'PNG', bytes: picture, width: 41, height: 42 },
      createdAt,
      validFrom,
      validTo,
      signatureAlgorithm: pki.OID.sm2WithSm3,
      signedPart: infoOf(),
      signature: Uint8Array.of(1, 2),
    })
    expect(seal.maker.raw).toEqual(maker)
    const { signers } = seal
    expect(signers.kind === 'certificates' && signers.certificates.map(({ raw: der }) => der)).toEqual([
      one,
      two,
    ])
    expect('version' in seal).toBe(false)
    expect(pki.parseSeal(Buffer.from(raw).toString('base64')).id).toBe('ID1')
  })

  it('of 2014 has the certificate of its maker and the algorithm in what is signed', () => {
    const raw = old({ version: 9 })
    const info = infoOf({ list: [certificates(one)], version: 9 })
    const seal = pki.parseSeal(raw)
    expect(seal).toMatchObject({
      raw,
      standard: 'GM/T 0031-2014',
      signatureAlgorithm: pki.OID.sm2WithSm3,
      signedPart: der.sequence(info, der.octets(maker), algorithm),
      signature: Uint8Array.of(1, 2),
    })
    expect(seal.maker.raw).toEqual(maker)
  })

  it('of a later standard is told by its version', () => {
    for (const version of [0, 1, 2, 3, 4])
      expect(pki.parseSeal(modern({ version })).standard).toBe('GB/T 38540-2020')
    expect(pki.parseSeal(modern({ version: 5 })).standard).toBe('GM/T 0031-2025')
    expect(() => pki.parseSeal(modern({ version: 6 }))).toThrow(refused('unsupported-version'))
  })

  it.each([
    [0, 'other'],
    [1, 'organisation'],
    [2, 'personal'],
    [3, 'other'],
  ])('of the type %i is %s', (type, name) => {
    expect(pki.parseSeal(modern({ type })).type).toBe(name)
  })

  it('may name its users by digests', () => {
    const list = [der.integer(2), der.sequence(digestEntry(), digestEntry())]
    const entry = { algorithm: 'SM3', value: Uint8Array.of(7) }
    expect(pki.parseSeal(modern({ list })).signers).toEqual({ kind: 'digests', digests: [entry, entry] })
    const more = [der.integer(2), der.sequence(digestEntry(der.nothing()))]
    expect(() => pki.parseSeal(modern({ list: more }))).toThrow(refused('trailing-bytes'))
  })

  it('has 256 users at most, either way', () => {
    const many = (count: number) => [
      [der.integer(1), certificates(...Array<Uint8Array>(count).fill(one))],
      [der.integer(2), der.sequence(...Array<Uint8Array>(count).fill(digestEntry()))],
    ]
    for (const list of many(256)) expect(pki.parseSeal(modern({ list })).id).toBe('ID1')
    for (const list of many(257)) expect(() => pki.parseSeal(modern({ list }))).toThrow(refused('too-large'))
  })

  it('may hold further data, in either way, and a time stamp', () => {
    for (const further of [der.explicit(0, der.nothing()), der.sequence()]) {
      expect(pki.parseSeal(modern({ info: [further] })).id).toBe('ID1')
      expect(() => pki.parseSeal(modern({ info: [further, der.nothing()] }))).toThrow(
        refused('trailing-bytes'),
      )
    }
    expect(pki.parseSeal(modern({}, der.explicit(0, der.nothing()))).id).toBe('ID1')
  })

  it.each<readonly [string, Uint8Array, pki.PkiReason]>([
    ['another mark', modern({ mark: 'ET' }), 'bad-value'],
    ['more in its header', modern({ header: [der.nothing()] }), 'trailing-bytes'],
    ['more in its property', modern({ property: [der.nothing()] }), 'trailing-bytes'],
    ['more in its info', modern({ info: [der.nothing()] }), 'trailing-bytes'],
    ['more in its picture', modern({ picture: pictureOf(picture, der.nothing()) }), 'trailing-bytes'],
    ['an empty picture', modern({ picture: pictureOf(new Uint8Array()) }), 'missing-field'],
    ['another kind of list', modern({ list: [der.integer(3), certificates(one)] }), 'bad-value'],
    ['more behind it', modern({}, der.nothing()), 'trailing-bytes'],
    ['more behind its time stamp', modern({}, der.explicit(0), der.nothing()), 'trailing-bytes'],
    ['another tag behind it', modern({}, der.element(context(1))), 'trailing-bytes'],
    ['more behind that of 2014', old({}, [], der.nothing()), 'trailing-bytes'],
    ['more in the signature of 2014', old({}, [der.nothing()]), 'trailing-bytes'],
    ['a kind of list in that of 2014', old({ list: [der.integer(1), certificates(one)] }), 'unexpected-tag'],
    ['no kind of list', modern({ list: [certificates(one)] }), 'unexpected-tag'],
  ])('is refused with %s', (_what, bytes, reason) => {
    expect(() => pki.parseSeal(bytes)).toThrow(refused(reason))
  })

  it('has four megabytes, not more', () => {
    const sized = (length: number) => modern({ picture: pictureOf(new Uint8Array(length)) })
    const most = 4 * 1024 * 1024 - sized(4_000_000).length + 4_000_000
    expect(pki.parseSeal(sized(most)).picture.bytes).toHaveLength(most)
    expect(() => pki.parseSeal(sized(most + 1))).toThrow(refused('too-large'))
  })
})

describe('a seal that is built here', () => {
  const spec: pki.SealSpec = {
    id: 'ID2',
    vendor: 'W',
    type: 'personal',
    name: '张三印',
    picture: { format: 'PNG', bytes: picture, width: 30, height: 31 },
    createdAt,
    validFrom,
    validTo,
    signers: [one, two],
  }
  const built = (change: Partial<pki.SealSpec> = {}) => {
    const info = pki.sealToSign({ ...spec, ...change })
    return { info, seal: pki.parseSeal(pki.finishSeal(info, maker, Uint8Array.of(9))) }
  }

  it('says what it was told to say', () => {
    const { info, seal } = built()
    const { signers, ...rest } = spec
    expect(seal).toMatchObject({ ...rest, standard: 'GB/T 38540-2020', signedPart: info })
    expect(seal).toMatchObject({ signature: Uint8Array.of(9), signatureAlgorithm: pki.OID.sm2WithSm3 })
    expect(seal.maker.raw).toEqual(maker)
    expect(seal.signers.kind === 'certificates' && seal.signers.certificates.map(({ raw }) => raw)).toEqual(
      signers,
    )
    expect(built({ type: 'organisation' }).seal.type).toBe('organisation')
  })
})
