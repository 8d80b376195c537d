import { describe, expect, it } from 'vitest'
import { parseSeal } from '../../../../src/pki/seal/index.ts'
import type { Request, Seal } from '../../../../src/ra/records.ts'
import type { SealIssue, SealRenewal } from '../../../../src/ra/rules/seal.ts'
import { now, request as opened } from '../rules/samples.ts'
import { answersWith, certificate, deskOf, picture, seal } from './seal-desk.ts'

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
