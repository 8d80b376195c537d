import { describe, expect, it } from 'vitest'
import { context, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { encodeExtensions } from '../../../../src/pki/x509/build.ts'
import { REVOCATION_REASONS } from '../../../../src/pki/x509/crl.ts'
import { encodeCertId } from '../../../../src/pki/x509/ocsp-id.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { refused } from '../refusal.ts'

const root = freshRoot()
const leaf = freshParty(root, { profile: 'signing' })
const id = pki.certIdOf(leaf.certificate, root.certificate)
const moment = new Date('2026-11-20T01:02:03Z')
const later = new Date('2026-11-21T01:02:03Z')
const enumerated = (...bytes: readonly number[]) => der.element(TAG.enumerated, Uint8Array.from(bytes))
const good = der.implicit(0, new Uint8Array())
const extension = (oid: string, critical: boolean): pki.Extension => ({
  oid,
  critical,
  value: der.octets(Uint8Array.of(1)),
})
const listed = (...extensions: readonly pki.Extension[]) => der.explicit(1, encodeExtensions(extensions))

type Plan = {
  readonly code?: Uint8Array
  readonly type?: string
  readonly before?: readonly Uint8Array[]
  readonly responder?: Uint8Array
  readonly status?: Uint8Array
  readonly single?: readonly Uint8Array[]
  readonly whole?: readonly Uint8Array[]
  readonly certificates?: readonly Uint8Array[]
  readonly behind?: {
    readonly basic?: Uint8Array
    readonly wrapped?: Uint8Array
    readonly outer?: Uint8Array
  }
}
const some = (bytes: Uint8Array | undefined) => (bytes === undefined ? [] : [bytes])

const dataOf = ({ before = [], responder, status = good, single = [], whole = [] }: Plan) =>
  der.sequence(
    ...before,
    responder ?? der.explicit(2, der.octets(Uint8Array.of(9))),
    der.generalizedTime(moment),
    der.sequence(der.sequence(encodeCertId(id), status, der.generalizedTime(moment), ...single)),
    ...whole,
  )

function response(plan: Plan = {}): Uint8Array {
  const { code = enumerated(0), type = pki.OID.ocspBasic, certificates = [], behind = {} } = plan
  const basic = der.sequence(
    dataOf(plan),
    der.sequence(der.oid(pki.OID.sm2WithSm3)),
    der.bits(Uint8Array.of(5)),
    ...certificates,
    ...some(behind.basic),
  )
  const wrapped = der.sequence(der.oid(type), der.octets(basic), ...some(behind.wrapped))
  return der.sequence(code, der.explicit(0, wrapped), ...some(behind.outer))
}

function read(plan: Plan = {}): pki.OcspBasic {
  const found = pki.parseOcspResponse(response(plan))
  return found.outcome === 'answered' ? found.basic : expect.unreachable('no answer')
}

describe('an OCSP response', () => {
  it('is read with all that it says', () => {
    const single = [der.explicit(0, der.generalizedTime(later))]
    const certificates = [der.explicit(0, der.sequence(root.certificate.raw, leaf.certificate.raw))]
    const whole = [listed(extension(pki.OID.ocspNonce, false))]
    const basic = read({ single, certificates, whole })
    expect(basic).toMatchObject({
      tbs: dataOf({ single, whole }),
      producedAt: moment,
      answers: [{ id, status: { status: 'good' }, thisUpdate: moment, nextUpdate: later }],
      nonce: der.octets(Uint8Array.of(1)),
      signatureAlgorithm: { oid: pki.OID.sm2WithSm3, parameters: null },
      signature: Uint8Array.of(5),
    })
    expect(basic.certificates.map(({ raw }) => raw)).toEqual([root.certificate.raw, leaf.certificate.raw])
  })

  it('may leave out the next update, the nonce and certificates', () => {
    expect(read()).toMatchObject({ answers: [{ nextUpdate: null }], nonce: null, certificates: [] })
  })

  it('may name its version, which is the first', () => {
    expect(read({ before: [der.explicit(0, der.integer(0))] }).producedAt).toEqual(moment)
    const second = { before: [der.explicit(0, der.integer(1))] }
    expect(() => read(second)).toThrow(refused('unsupported-version'))
  })

  it('names its responder by name or by key', () => {
    expect(read({ responder: der.explicit(1, root.certificate.subject.raw) }).producedAt).toEqual(moment)
    for (const responder of [
      der.explicit(1, der.octets(Uint8Array.of(9))),
      der.explicit(2, root.certificate.subject.raw),
      der.explicit(3, der.octets(Uint8Array.of(9))),
    ])
      expect(() => read({ responder })).toThrow(refused('unexpected-tag'))
  })

  it.each<readonly [string, Plan, pki.PkiReason]>([
    ['another type', { type: '1.2.3' }, 'unsupported-algorithm'],
    ['more behind it', { behind: { outer: der.nothing() } }, 'trailing-bytes'],
    ['more behind its content', { behind: { wrapped: der.nothing() } }, 'trailing-bytes'],
    ['more behind its certificates', { behind: { basic: der.nothing() } }, 'trailing-bytes'],
    ['more behind its extensions', { whole: [listed(), der.nothing()] }, 'trailing-bytes'],
    ['more behind an answer', { single: [der.nothing()] }, 'trailing-bytes'],
    ['a state of two bytes', { code: enumerated(0, 0) }, 'trailing-bytes'],
    ['a state of no bytes', { code: enumerated() }, 'trailing-bytes'],
    ['a state of another kind', { code: der.integer(0) }, 'unexpected-tag'],
  ])('is refused with %s', (_what, plan, reason) => {
    expect(() => read(plan)).toThrow(refused(reason))
  })

  it.each([
    [1, 'malformed-request'],
    [2, 'internal-error'],
    [3, 'try-later'],
    [5, 'signature-required'],
    [6, 'unauthorised'],
  ] as const)('says by the number %i why there is no answer: %s', (number, failure) => {
    const bytes = der.sequence(enumerated(number))
    expect(pki.buildOcspFailure(failure)).toEqual(bytes)
    expect(pki.parseOcspResponse(bytes)).toEqual({ outcome: 'failed', failure })
    const more = der.sequence(enumerated(number), der.nothing())
    expect(() => pki.parseOcspResponse(more)).toThrow(refused('trailing-bytes'))
  })

  it.each([4, 7, 255])('has no state %i', (number) => {
    expect(() => pki.parseOcspResponse(der.sequence(enumerated(number)))).toThrow(refused('bad-value'))
  })

  it('has no state of two bytes or of none', () => {
    for (const state of [enumerated(0, 1), enumerated(1, 0), enumerated()])
      expect(() => pki.parseOcspResponse(der.sequence(state))).toThrow(refused('bad-value'))
  })

  it('is refused with a critical extension, unless that is the nonce', () => {
    const nonce = extension(pki.OID.ocspNonce, true)
    expect(read({ whole: [listed(nonce)] }).nonce).toEqual(nonce.value)
    expect(read({ single: [listed(nonce)] }).nonce).toBeNull()
    for (const plan of [
      { whole: [listed(extension('1.2', true))] },
      { single: [listed(extension('1.2', true))] },
    ])
      expect(() => read(plan)).toThrow(refused('unknown-critical-extension'))
    expect(read({ whole: [listed(extension('1.2', false))] }).nonce).toBeNull()
  })
})

describe('the status of a certificate', () => {
  const status = (bytes: Uint8Array) => read({ status: bytes }).answers[0]?.status
  const revoked = (...more: readonly Uint8Array[]) =>
    der.element(context(1), der.generalizedTime(later), ...more)

  it('is good, unknown, or revoked with or without a reason', () => {
    expect(status(good)).toEqual({ status: 'good' })
    expect(status(der.implicit(2, new Uint8Array()))).toEqual({ status: 'unknown' })
    expect(status(revoked())).toEqual({ status: 'revoked', revokedAt: later, reason: 'unspecified' })
  })

  it.each(REVOCATION_REASONS.map((reason, number) => [number, reason] as const))(
    'is revoked for reason %i: %s',
    (number, reason) => {
      expect(status(revoked(der.explicit(0, enumerated(number))))).toEqual({
        status: 'revoked',
        revokedAt: later,
        reason,
      })
    },
  )

  it.each<readonly [string, Uint8Array, pki.PkiReason]>([
    ['a reason that is none', revoked(der.explicit(0, enumerated(11))), 'bad-value'],
    ['a reason of two bytes', revoked(der.explicit(0, enumerated(0, 1))), 'bad-value'],
    ['a reason of no bytes', revoked(der.explicit(0, enumerated())), 'bad-value'],
    ['more behind its reason', revoked(der.explicit(0, enumerated(1)), der.nothing()), 'trailing-bytes'],
    ['a content where none belongs', der.implicit(0, Uint8Array.of(1)), 'bad-length'],
    ['another tag', der.implicit(3, new Uint8Array()), 'unexpected-tag'],
    ['a content of another tag', der.implicit(3, Uint8Array.of(1)), 'bad-length'],
  ])('is refused with %s', (_what, bytes, reason) => {
    expect(() => status(bytes)).toThrow(refused(reason))
  })
})
