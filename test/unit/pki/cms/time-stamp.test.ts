import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeAttributes, encodeSigner } from '../../../../src/pki/cms/signer.ts'
import { context, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { issue, nameOf } from '../paths/issue.ts'
import { refused } from '../refusal.ts'
import { rsaKey } from '../rsa-key.ts'

const { OID } = pki
const service = freshParty(freshRoot(), { profile: 'signing' })
const moment = new Date('2026-11-20T08:00:00Z')
const data = new TextEncoder().encode('what was stamped')

type Plan = {
  readonly version?: number
  readonly mark?: Uint8Array
  readonly more?: readonly Uint8Array[]
  readonly contentType?: string
  readonly content?: (info: Uint8Array) => readonly Uint8Array[]
  readonly signers?: number
  readonly wrong?: boolean
}
const markOf = (oid: string, digest: Uint8Array, ...more: readonly Uint8Array[]) =>
  der.sequence(der.sequence(der.oid(oid)), der.octets(digest), ...more)

const infoOf = ({ version = 1, mark = markOf(OID.sm3, pki.sm3(data)), more = [] }: Plan): Uint8Array =>
  der.sequence(
    der.integer(version),
    der.oid('1.2.3.4'),
    mark,
    der.integer(77),
    der.generalizedTime(moment),
    ...more,
  )

function token(plan: Plan = {}): Uint8Array {
  const { contentType = OID.timeStampInfo, signers = 1 } = plan
  const info = infoOf(plan)
  const attributes = encodeAttributes(contentType, pki.sm3(info), moment)
  const signature = service.sign(plan.wrong === true ? data : attributes)
  const signer = encodeSigner(service.certificate, attributes, signature)
  const inside = plan.content?.(info) ?? [der.explicit(0, der.octets(info))]
  const body = der.sequence(
    der.integer(3),
    der.setOf(der.sequence(der.oid(OID.sm3))),
    der.sequence(der.oid(contentType), ...inside),
    der.element(context(0), service.certificate.raw),
    der.element(TAG.set, ...Array<Uint8Array>(signers).fill(signer)),
  )
  return der.sequence(der.oid(OID.signedData), der.explicit(0, body))
}

describe('a time stamp', () => {
  it('says when, over which digest, and who made it', () => {
    const stamp = pki.parseTimeStamp(token())
    expect(stamp).toMatchObject({ at: moment, algorithm: OID.sm3, imprint: pki.sm3(data) })
    expect(stamp.authority?.raw).toEqual(service.certificate.raw)
    expect(stamp.certificates.map(({ raw }) => raw)).toEqual([service.certificate.raw])
  })

  it('has no maker if its signature is wrong, or is not the only one', () => {
    for (const plan of [{ wrong: true }, { signers: 2 }]) {
      const stamp = pki.parseTimeStamp(token(plan))
      expect([stamp.authority, stamp.at, stamp.certificates.length]).toEqual([null, moment, 1])
    }
  })

  it('has no maker if its signature is only as good as SHA-1', () => {
    const key = rsaKey()
    const name = nameOf('service')
    const certificate = issue({ subject: name, issuer: name, key, issuerKey: key, extensions: [] })
    const info = infoOf({})
    const makerWith = (hash: string, oid: string) => {
      const digest = new Uint8Array(createHash(hash).update(info).digest())
      const attributes = encodeAttributes(OID.timeStampInfo, digest, moment)
      const algorithms = {
        digest: der.sequence(der.oid(oid)),
        signature: der.sequence(der.oid(OID.rsa), der.nothing()),
      }
      const signer = encodeSigner(certificate, attributes, key.signWith(hash, attributes), algorithms)
      const body = der.sequence(
        der.integer(3),
        der.setOf(algorithms.digest),
        der.sequence(der.oid(OID.timeStampInfo), der.explicit(0, der.octets(info))),
        der.element(context(0), certificate.raw),
        der.element(TAG.set, signer),
      )
      return pki.parseTimeStamp(der.sequence(der.oid(OID.signedData), der.explicit(0, body))).authority
    }
    expect(makerWith('sha256', OID.sha256)?.raw).toEqual(certificate.raw)
    expect(makerWith('sha1', OID.sha1)).toBeNull()
  })

  const optional = {
    accuracy: der.sequence(der.integer(1)),
    ordering: der.boolean(true),
    nonce: der.integer(5),
    name: der.explicit(0, der.nothing()),
    extensions: der.element(context(1)),
  }
  it.each(Object.entries(optional))('may have one member more: %s', (_name, member) => {
    expect(pki.parseTimeStamp(token({ more: [member] })).at).toEqual(moment)
    expect(() => pki.parseTimeStamp(token({ more: [member, member] }))).toThrow(refused('trailing-bytes'))
  })

  it('may have all its members, in their order', () => {
    const all = Object.values(optional)
    expect(pki.parseTimeStamp(token({ more: all })).at).toEqual(moment)
    expect(() => pki.parseTimeStamp(token({ more: [...all].reverse() }))).toThrow(refused('trailing-bytes'))
  })

  it.each<readonly [string, Plan, pki.PkiReason]>([
    ['another version', { version: 2 }, 'unsupported-version'],
    ['another type', { contentType: OID.data }, 'bad-value'],
    ['no content', { content: () => [] }, 'bad-value'],
    ['more in its imprint', { mark: markOf(OID.sm3, pki.sm3(data), der.nothing()) }, 'trailing-bytes'],
    [
      'more behind it',
      { content: (info) => [der.explicit(0, der.octets(info, der.nothing()))] },
      'trailing-bytes',
    ],
    ['another member', { more: [der.element(context(2))] }, 'trailing-bytes'],
  ])('is refused with %s', (_what, plan, reason) => {
    expect(() => pki.parseTimeStamp(token(plan))).toThrow(refused(reason))
  })
})

describe('a time stamp is about this data', () => {
  const digest = (name: string) => new Uint8Array(createHash(name).update(data).digest())
  const matches = (oid: string, imprint: Uint8Array, given = data) =>
    pki.timeStampMatches(pki.parseTimeStamp(token({ mark: markOf(oid, imprint) })), given)

  it.each([
    [OID.sm3, 'sm3'],
    [OID.sha256, 'sha256'],
    [OID.sha384, 'sha384'],
    [OID.sha512, 'sha512'],
  ])('by the number %s: %s', (oid, name) => {
    expect(matches(oid, digest(name))).toBe(true)
    expect(matches(oid, digest(name), data.subarray(1))).toBe(false)
  })

  it('but not by SHA-1 or a number that nobody knows', () => {
    expect(matches(OID.sha1, digest('sha1'))).toBe(false)
    expect(matches('1.2.3', digest('sha256'))).toBe(false)
  })
})
