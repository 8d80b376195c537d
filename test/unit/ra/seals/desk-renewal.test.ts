import { describe, expect, it } from 'vitest'
import { toBase64 } from '../../../../src/pki/bytes.ts'
import { parseSeal } from '../../../../src/pki/seal/index.ts'
import { generateSm2KeyPair } from '../../../../src/pki/sm2/index.ts'
import { issuePair } from '../../../../src/ra/ca/issue.ts'
import { subjectOf } from '../../../../src/ra/ca/subject.ts'
import type { Certificate, Request, Seal } from '../../../../src/ra/records.ts'
import type { SealIssue, SealRenewal } from '../../../../src/ra/rules/seal.ts'
import { createSealDesk } from '../../../../src/ra/seals/desk.ts'
import { writePng } from '../../../../src/ra/seals/png.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import { addresses, newCaKeys } from '../authority.ts'
import { account, now, request as opened, certificate as row } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

const ca = newCaKeys(now)
const issued = issuePair(ca, addresses, {
  ...{ account, subjectDer: subjectOf(account).der, kind: 'ordinary' as const },
  ...{ signingKey: generateSm2KeyPair().publicKey, notBefore: now - 1000, notAfter: now + 9000 },
}).signature
const certificate: Certificate = { ...row, ...issued, serial: '41' }
const seal: Seal = {
  ...{
    id: 'seal-1',
    accountId: 'account-1',
    serial: '41',
    state: 'applied',
    name: '示例公司',
    type: 'organisation',
  },
  ...{ appliedBy: 'wang', appliedAt: now - 5, issuedAt: null, revokedAt: null, der: null },
}
const picture = (side: number) =>
  toBase64(writePng({ width: side, height: side, rgba: new Uint8Array(side * side * 4).fill(255) }))

const deskOf = (operations: Partial<Store>, name = 'Demo RA') =>
  createSealDesk({ store: storeOf(operations), ca, clock: () => now, name })
const answersWith =
  <T>(asked: T[]) =>
  async (given: T): Promise<Seal> => {
    asked.push(given)
    return seal
  }

describe('a seal that is renewed', () => {
  const sealBefore = async (): Promise<Seal> => {
    const asked: SealIssue[] = []
    const operations = {
      seal: async () => seal,
      certificate: async () => certificate,
      issueSeal: answersWith(asked),
    }
    await deskOf(operations).issue('seal-1', picture(64), 'wang')
    return { ...seal, serial: '40', state: 'issued', issuedAt: now - 1, der: asked[0]?.der ?? null }
  }
  type Has = {
    readonly request?: Partial<Request> | null
    readonly seals?: Readonly<Record<string, Seal>>
    readonly has?: boolean
  }
  const renew = async ({ request = {}, seals = {}, has = true }: Has) => {
    const asked: SealRenewal[] = []
    const known = { ...opened, signatureSerial: '41', previousSerial: '40', ...request }
    const answer = await deskOf({
      hasSeals: async () => has,
      request: async () => (request === null ? null : known),
      sealOf: async (serial) => seals[serial] ?? null,
      certificate: async () => certificate,
      renewSeal: async (renewal) => {
        asked.push(renewal)
        return renewal.made
      },
    }).renewed(opened)
    return { answer, asked }
  }

  it('goes on with the picture of the one before', async () => {
    const previous = await sealBefore()
    const { answer, asked } = await renew({ seals: { 40: previous } })
    expect(asked).toMatchObject([{ previousId: 'seal-1', now }])
    expect(answer).toMatchObject({
      ...{ accountId: 'account-1', serial: '41', state: 'issued', name: '示例公司', appliedBy: 'wang' },
      ...{ appliedAt: now, issuedAt: now, revokedAt: null },
    })
    expect(answer?.id).not.toBe('seal-1')
    const [made, old] = [answer?.der, previous.der].map((der) => parseSeal(der ?? new Uint8Array()))
    expect([made?.id, made?.picture]).toEqual([answer?.id, old?.picture])
  })

  it('goes on from the certificate that was in force if none was named', async () => {
    const previous = await sealBefore()
    const request = { previousSerial: null, baselineSerial: '40' }
    expect((await renew({ request, seals: { 40: previous } })).answer?.serial).toBe('41')
  })

  it('is there already', async () => {
    const existing: Seal = { ...seal, id: 'existing', state: 'revoked' }
    const { answer, asked } = await renew({ seals: { 41: existing, 40: await sealBefore() } })
    expect([answer, asked]).toEqual([existing, []])
  })

  it.each<[string, (previous: Seal) => Has]>([
    ['has no seals', (previous) => ({ has: false, seals: { 40: previous } })],
    [
      'has no certificate yet',
      (previous) => ({ request: { signatureSerial: null }, seals: { 40: previous } }),
    ],
    ['is gone', (previous) => ({ request: null, seals: { 40: previous } })],
    ['succeeds nothing', (previous) => ({ request: { previousSerial: null }, seals: { 40: previous } })],
    ['had no seal', () => ({})],
    ['had a seal that is revoked', (previous) => ({ seals: { 40: { ...previous, state: 'revoked' } } })],
    ['had a seal that was never made', (previous) => ({ seals: { 40: { ...previous, der: null } } })],
  ])('is none if its request %s', async (_, has) => {
    expect(await renew(has(await sealBefore()))).toEqual({ answer: null, asked: [] })
  })
})
