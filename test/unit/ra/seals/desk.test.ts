import { describe, expect, it } from 'vitest'
import { toBase64 } from '../../../../src/pki/bytes.ts'
import { parseSeal } from '../../../../src/pki/seal/index.ts'
import type { Account, Seal } from '../../../../src/ra/records.ts'
import type { SealApplication, SealIssue } from '../../../../src/ra/rules/seal.ts'
import type { Store } from '../../../../src/ra/store/store.ts'
import { account, now } from '../rules/samples.ts'
import { answersWith, certificate, deskOf, picture, seal } from './seal-desk.ts'

describe('an application for a seal', () => {
  it.each<[Account['kind'], Seal['type']]>([
    ['person', 'personal'],
    ['legal-entity', 'organisation'],
    ['agency', 'organisation'],
  ])('of a %s is for one that is %s', async (kind, type) => {
    const asked: SealApplication[] = []
    const desk = deskOf({
      certificate: async () => certificate,
      account: async () => ({ ...account, kind }),
      applyForSeal: answersWith(asked),
    })
    expect(await desk.apply('41', 'wang')).toBe(seal)
    expect(asked).toEqual([
      { serial: '41', sealId: expect.any(String), name: '示例公司', type, operator: 'wang', now },
    ])
  })

  it.each<[string, Partial<Store>]>([
    ['certificate', { certificate: async () => null }],
    ['account', { certificate: async () => certificate, account: async () => null }],
  ])('needs a %s', async (_, operations) => {
    await expect(deskOf(operations).apply('41', 'wang')).rejects.toMatchObject({
      ...{ code: 'certificate-unknown', params: { serial: '41' } },
    })
  })
})

describe('a seal that is issued', () => {
  const issue = async (one: Partial<Seal> = {}, name?: string, side = 64) => {
    const asked: SealIssue[] = []
    const operations = {
      seal: async () => ({ ...seal, ...one }),
      certificate: async () => certificate,
      issueSeal: answersWith(asked),
    }
    await deskOf(operations, name).issue('seal-1', picture(side), 'wang')
    const [given] = asked
    expect(given).toMatchObject({ sealId: 'seal-1', operator: 'wang', now })
    return parseSeal(given?.der ?? new Uint8Array())
  }

  it.each([
    ['organisation', 42],
    ['personal', 20],
  ] as const)('for one that is %s has %i millimetres', async (type, size) => {
    const made = await issue({ type })
    expect(made).toMatchObject({ id: 'seal-1', name: '示例公司', type, vendor: 'Demo RA' })
    expect(made.picture).toMatchObject({ format: 'PNG', width: size, height: size })
    expect(toBase64(made.picture.bytes)).not.toBe(picture(64))
  })

  it('is valid as long as its certificate, and made now', async () => {
    const made = await issue()
    const second = (at: number) => Math.floor(at / 1000) * 1000
    expect([made.createdAt, made.validFrom, made.validTo].map((one) => second(one.getTime()))).toEqual(
      [now, now - 1000, now + 9000].map(second),
    )
  })

  it('names a maker that can be written', async () => {
    expect((await issue({}, '示例认证')).vendor).toBe('DEMO-RA')
  })

  it('takes pictures of 64 to 600 pixels', async () => {
    await issue({}, undefined, 600)
    for (const side of [63, 601])
      await expect(issue({}, undefined, side)).rejects.toMatchObject({ code: 'seal-picture-unfit' })
  })

  it.each<[string, Partial<Store>]>([
    ['application', { seal: async () => null }],
    ['certificate', { seal: async () => seal, certificate: async () => null }],
  ])('needs an %s', async (_, operations) => {
    await expect(deskOf(operations).issue('seal-1', picture(64), 'w')).rejects.toMatchObject({
      code: 'seal-unknown',
    })
  })

  it('is revoked by an operator', async () => {
    const asked: unknown[] = []
    await deskOf({ revokeSeal: answersWith(asked) }).revoke('seal-1', 'wang')
    expect(asked).toEqual([{ sealId: 'seal-1', operator: 'wang', now }])
  })
})
