import { describe, expect, it } from 'vitest'
import type { Seen } from '../../../../src/main/decryption-rehearsal/seen-certificates.ts'
import { createRecipients, type RecipientsParts } from '../../../../src/main/documents/recipients.ts'
import { type Certificate, fingerprintSha256, toBase64 } from '../../../../src/pki/index.ts'
import { freshParty } from '../../pki/authority.ts'
import { holder, root, tokenOf } from '../sealed.ts'

const now = new Date('2026-11-20T08:00:00.000Z')
const [from, to] = [new Date('2026-01-01T00:00:00.000Z'), new Date('2027-01-01T00:00:00.000Z')]
const person = (name: string, rest: Parameters<typeof holder>[1] = {}) => holder(name, { from, to, ...rest })
const idOf = (certificate: Certificate) => fingerprintSha256(certificate).toLowerCase()
const seenAs = (certificate: string | undefined) => ({ certificate }) as Seen
const recipients = (parts: Partial<RecipientsParts> = {}) =>
  createRecipients({
    ...{ tokens: () => [], seen: { all: () => [] }, standing: () => 'good', clock: () => now },
    ...parts,
  })
const signer = freshParty(root, { profile: 'signing', name: '签名', from, to })

describe('people to whom files can be encrypted', () => {
  const [here, once, filed] = [person('甲'), person('乙'), person('丙')]

  it('come from tokens, from files and from what was seen, in this order', () => {
    const { all, add } = recipients({
      tokens: () => [tokenOf([here, signer]).present],
      seen: { all: () => [seenAs(toBase64(once.certificate.raw))] },
    })
    const views = add(filed.certificate.raw)
    expect(all()).toEqual(views)
    const common = { notAfter: to.toISOString(), issuer: '根', obstacle: null }
    expect(views).toEqual([
      { id: idOf(here.certificate), holder: '甲', from: 'token', ...common },
      { id: idOf(filed.certificate), holder: '丙', from: 'file', ...common },
      { id: idOf(once.certificate), holder: '乙', from: 'seen', ...common },
    ])
  })

  it('are one recipient wherever they come from', () => {
    const { add } = recipients({
      tokens: () => [tokenOf([here]).present],
      seen: { all: () => [seenAs(toBase64(here.certificate.raw))] },
    })
    expect(add(here.certificate.raw)).toMatchObject([{ from: 'token' }])
  })

  it('are none if what was seen has no certificate that can be read', () => {
    const { all } = recipients({ seen: { all: () => [seenAs(undefined), seenAs('AAAA')] } })
    expect([all(), all()]).toEqual([[], []])
  })

  it('do not come from a file without a certificate', () => {
    const { add, all } = recipients()
    expect(() => add(Uint8Array.of(1))).toThrow(expect.objectContaining({ code: 'document-no-certificate' }))
    expect(all()).toEqual([])
  })
})

describe('a recipient that cannot be chosen', () => {
  const one = person('甲')
  const obstacle = (parts: Partial<RecipientsParts>, certificate = one.certificate) =>
    recipients(parts).add(certificate.raw)[0]?.obstacle

  it('has ended or not begun, to the second', () => {
    const at = (time: number) => ({ clock: () => new Date(time) })
    expect(obstacle(at(to.getTime()))).toBeNull()
    expect(obstacle(at(to.getTime() + 1))).toBe('expired')
    expect(obstacle(at(from.getTime()))).toBeNull()
    expect(obstacle(at(from.getTime() - 1))).toBe('not-yet-valid')
  })

  it('is revoked or suspended', () => {
    expect(obstacle({ standing: () => 'revoked' })).toBe('revoked')
    expect(obstacle({ standing: () => 'suspended' })).toBe('revoked')
  })

  it('only signs', () => {
    expect(obstacle({}, signer.certificate)).toBe('not-for-encryption')
  })

  it('is refused by its name', () => {
    const service = recipients({ standing: () => 'revoked' })
    service.add(one.certificate.raw)
    expect(() => service.certificates([idOf(one.certificate)])).toThrow(
      expect.objectContaining({ code: 'document-recipient-unsuitable', params: { name: '甲' } }),
    )
  })
})

describe('recipients that were chosen', () => {
  it('are given once each, in the order in which they were named', () => {
    const [one, other] = [person('甲'), person('乙')]
    const { certificates } = recipients({ tokens: () => [tokenOf([one, other]).present] })
    const ids = [other, one, other].map(({ certificate }) => idOf(certificate))
    expect(certificates(ids).map(({ raw }) => raw)).toEqual([other.certificate.raw, one.certificate.raw])
  })

  it('must be known', () => {
    expect(() => recipients().certificates(['none'])).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})
