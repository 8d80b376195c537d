import { describe, expect, it } from 'vitest'
import { der } from '../../../../src/pki/der/index.ts'
import { generateSm2KeyPair } from '../../../../src/pki/sm2/index.ts'
import {
  buildOcspRequest,
  certIdOf,
  type ListedEntry,
  parseCertificate,
  parseOcspResponse,
} from '../../../../src/pki/x509/index.ts'
import { encodeCertId } from '../../../../src/pki/x509/ocsp-id.ts'
import { issuePair } from '../../../../src/ra/ca/issue.ts'
import { ocspResponder } from '../../../../src/ra/ca/ocsp.ts'
import { subjectOf } from '../../../../src/ra/ca/subject.ts'
import type { Certificate } from '../../../../src/ra/records.ts'
import { addresses, newCaKeys } from '../authority.ts'
import { account, now, certificate as row } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

const ca = newCaKeys(now)
const issuer = parseCertificate(ca.issuing.der)
const issued = issuePair(ca, addresses, {
  ...{
    account,
    subjectDer: subjectOf(account).der,
    kind: 'ordinary',
    signingKey: generateSm2KeyPair().publicKey,
  },
  ...{ notBefore: now - 5000, notAfter: now + 9000 },
}).signature
const asked = parseCertificate(issued.der)
const id = der.sequence(encodeCertId(certIdOf(asked, issuer)))
const plain = (count = 1) =>
  der.sequence(der.sequence(der.sequence(...Array.from({ length: count }, () => id))))

function place(certificate: Partial<Certificate> | null = {}) {
  const has = { at: now, certificate, listed: new Map<string, ListedEntry>(), asked: 0 }
  const store = storeOf({
    certificate: async (serial) =>
      serial !== asked.serialHex || has.certificate === null ? null : { ...row, serial, ...has.certificate },
  })
  const kept = async () => {
    has.asked += 1
    return has.listed
  }
  const respond = ocspResponder(store, ca, () => has.at, kept)
  const statusOf = async (request: Uint8Array = plain()) => {
    const answer = parseOcspResponse((await respond(request)).der)
    return answer.outcome === 'answered' ? answer.basic.answers.map(({ status }) => status) : answer.failure
  }
  return { has, respond, statusOf }
}
const revokedAt = new Date(Math.floor(now / 1000) * 1000 - 3000)

describe('the status of a certificate', () => {
  it.each<[string, Partial<Certificate> | null, unknown]>([
    ['in force', {}, { status: 'good' }],
    ['that waits', { status: 'pending' }, { status: 'unknown' }],
    ['that was never made', null, { status: 'unknown' }],
    [
      'that is revoked',
      { status: 'revoked', revokedAt: revokedAt.getTime(), reason: 'key-compromised' },
      { status: 'revoked', revokedAt, reason: 'keyCompromise' },
    ],
    [
      'that is suspended',
      { status: 'suspended', revokedAt: revokedAt.getTime(), reason: 'suspended' },
      { status: 'revoked', revokedAt, reason: 'certificateHold' },
    ],
    [
      'that is revoked nobody knows since when',
      { status: 'superseded', revokedAt: null, notBefore: revokedAt.getTime(), reason: 'superseded' },
      { status: 'revoked', revokedAt, reason: 'superseded' },
    ],
  ])('%s is told', async (_, certificate, status) => {
    expect(await place(certificate).statusOf()).toEqual([status])
  })

  it('that the list has kept is that of the list', async () => {
    const { has, statusOf } = place()
    has.listed.set(asked.serialHex, { serial: asked.serial, revokedAt, reason: 'keyCompromise' })
    expect(await statusOf()).toEqual([{ status: 'revoked', revokedAt, reason: 'keyCompromise' }])
    const revoked = place({ status: 'revoked', revokedAt: revokedAt.getTime(), reason: 'superseded' })
    expect([await revoked.statusOf(), revoked.has.asked]).toEqual([
      ...[[{ status: 'revoked', revokedAt, reason: 'superseded' }], 0],
    ])
  })
})

describe('a request', () => {
  it('that cannot be read, asks too much or asks another CA gets a failure', async () => {
    const { respond, statusOf } = place()
    expect(await statusOf(Uint8Array.of(1))).toBe('malformed-request')
    expect(await statusOf(plain(51))).toBe('malformed-request')
    expect(await statusOf(plain(50))).toHaveLength(50)
    const root = parseCertificate(ca.root.der)
    const foreign = der.sequence(
      der.sequence(der.sequence(id, der.sequence(encodeCertId(certIdOf(issuer, root))))),
    )
    expect(await statusOf(foreign)).toBe('unauthorised')
    expect((await respond(foreign)).forAllSince).toBeNull()
  })

  it('with a nonce gets an answer of its own', async () => {
    const { respond } = place()
    const nonce = new Uint8Array(16).fill(7)
    const request = buildOcspRequest(asked, issuer, nonce)
    const answer = await respond(request)
    expect(answer.forAllSince).toBeNull()
    const parsed = parseOcspResponse(answer.der)
    expect(parsed.outcome === 'answered' ? parsed.basic.nonce : null).toEqual(der.octets(nonce))
    expect(await respond(request)).not.toEqual(answer)
  })
})

describe('an answer for all', () => {
  it('lasts an hour, and is given again for five minutes', async () => {
    const { has, respond } = place()
    const first = await respond(plain())
    expect(first.forAllSince).toBe(now)
    const parsed = parseOcspResponse(first.der)
    const [told] = parsed.outcome === 'answered' ? parsed.basic.answers : []
    const second = Math.floor(now / 1000) * 1000
    expect([told?.thisUpdate.getTime(), told?.nextUpdate?.getTime()]).toEqual([second, second + 3_600_000])
    has.at = now + 299_999
    expect(await respond(plain())).toEqual(first)
    has.at = now + 300_000
    expect((await respond(plain())).forAllSince).toBe(now + 300_000)
  })

  it('is made again when the status has changed', async () => {
    const { has, respond, statusOf } = place()
    await respond(plain())
    has.at = now + 1000
    has.certificate = { status: 'revoked', revokedAt: revokedAt.getTime(), reason: 'superseded' }
    expect(await statusOf()).toEqual([{ status: 'revoked', revokedAt, reason: 'superseded' }])
    expect((await respond(plain())).forAllSince).toBe(now + 1000)
  })

  it('about several certificates is made each time', async () => {
    const { has, respond } = place()
    await respond(plain(2))
    has.at = now + 1000
    expect((await respond(plain(2))).forAllSince).toBe(now + 1000)
  })
})
