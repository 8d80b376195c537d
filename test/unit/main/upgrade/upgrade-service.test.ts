import { describe, expect, it } from 'vitest'
import { progressOf } from '../../../../src/main/transactions/progress.ts'
import { viewOf } from '../../../../src/main/transactions/view.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { businesses } from '../transactions/businesses-of.ts'
import { started } from '../transactions/recorded.ts'
import { asked, at, form, seal, terms, upgrading, which, wishFor } from './upgrading.ts'

const begun = { issuerId: 'demo', serial: 'AB12' }

describe('an upgrade that is asked about', () => {
  it('stands as the authority says', async () => {
    expect(await upgrading().service.check(which)).toEqual(asked)
  })

  it('may be unfinished, here or on another computer', async () => {
    const { service } = upgrading({ asked: { standing: { may: 'yes' } } })
    const { upgradeId } = await service.start(wishFor())
    const unfinished = { standing: { may: 'unfinished', requestId: 'r' } }
    const other = upgrading({ asked: unfinished })
    expect((await other.service.check(which)).standing).toEqual({ may: 'unfinished', upgradeId: null })
    const known = upgrading({ asked: unfinished })
    const id = await known.book.begin({
      ...{ issuerId: 'demo', userName: 'zhangsan', holder: '张三', previousSerial: 'AB12', seals: [] },
      token: { kind: 'ukey', name: '办公室' },
    })
    expect((await known.service.check(which)).standing).toEqual({ may: 'unfinished', upgradeId: id })
    for (const elsewhere of [{ ...which, serial: 'FF00' }])
      expect((await known.service.check(elsewhere)).standing).toEqual({ may: 'unfinished', upgradeId: null })
    expect(upgradeId).not.toBe(id)
  })

  it('has details under a number as authorities write it', async () => {
    const { service, log } = upgrading()
    const details = { customerType: 'enterprise', number: ' ma01-dem07' }
    expect(await service.details({ ...begun, ...details })).toEqual({ details: [], terms })
    expect(log).toMatchObject([{ serial: 'AB12', customerType: 'enterprise', number: expect.any(String) }])
  })
})

describe('an upgrade that begins', () => {
  it('is written down with its seals, and begins its certificate', async () => {
    const { service, book, log } = upgrading({ before: [seal] })
    const wish = wishFor()
    const { upgradeId } = await service.start(wish)
    expect(log).toEqual([
      { serial: 'AB12', customerType: 'enterprise', number: 'MA01DEM07' },
      { saved: { ...begun, holder: '张三', form, moment: 'confirm' } },
      {
        ...{ issuerId: 'demo', target: wish.target, pin: wish.pin, tries: 'careful' },
        business: {
          ...{ kind: 'upgrade', upgradeId, previousSerial: 'AB12', expectedTotalFen: 5_000 },
          ...{ customerType: 'enterprise', number: 'MA01DEM07', termYears: 1 },
        },
      },
    ])
    expect(book.find(upgradeId).begun).toEqual({
      ...{ type: 'begun', at, issuerId: 'demo', userName: 'zhangsan', holder: '张三' },
      ...{ previousSerial: 'AB12', seals: [seal], token: { kind: 'ukey', name: '办公室' } },
    })
    expect(service.views()).toMatchObject([{ id: upgradeId, certificate: 'under-way', seal: 'ahead' }])
  })

  it('is forgotten if its certificate cannot begin', async () => {
    const failure = new AssistantError('transaction-running')
    const { service, book } = upgrading({ start: async () => Promise.reject(failure) })
    await expect(service.start(wishFor())).rejects.toBe(failure)
    expect(book.all()).toEqual([])
  })

  it.each([
    ['upgrade-already', { may: 'already' }],
    ['upgrade-business-only', { may: 'business-only' }],
    ['upgrade-unfinished', { may: 'unfinished', requestId: 'r' }],
    ['certificate-not-in-force', { may: 'no', because: 'revoked' }],
  ])('is refused with %s where it stands so', async (code, standing) => {
    const { service, book, log } = upgrading({ asked: { standing } })
    await expect(service.start(wishFor())).rejects.toMatchObject({ code })
    expect([book.all(), log]).toEqual([[], []])
  })

  it.each([
    ['input-invalid', { form: { ...form, customerType: 'person' } }],
    ['input-invalid', { form: { ...form, number: 'MA01DEM08' } }],
    ['input-invalid', { form: { ...form, termYears: 2 } }],
    ['price-changed', { expectedTotalFen: 4_999 }],
  ] as const)('is refused with %s if something changed: %j', async (code, change) => {
    const { service, book } = upgrading()
    await expect(service.start(wishFor(change))).rejects.toMatchObject({ code })
    expect(book.all()).toEqual([])
  })
})

describe('wizards whose certificate was given up', () => {
  it('are forgotten, unless they begin just now, are certified, or have their business', async () => {
    const progress = progressOf([started()], businesses())
    if (!progress) throw new Error('no progress')
    const view = viewOf('one', progress, {
      ...{ running: false, pinAtHand: false, error: null, wait: null },
      ...{ tokenPresent: true, pairId: null },
    })
    const own: string[] = []
    const { service, book } = upgrading({
      transactions: {
        start: async () => {
          await service.sweep()
          return { transactionId: 'one' }
        },
        views: () => [view, ...own.map((upgradeId) => ({ ...view, upgradeId }))],
      },
    })
    const ids: string[] = []
    for (const n of [0, 1, 2]) {
      const { upgradeId } = await service.start(wishFor())
      ids.push(upgradeId)
      if (n === 0) own.push(upgradeId)
      if (n === 1) await book.certified(upgradeId, { tokenId: 'token-1', serial: 'CD34' })
    }
    expect(book.all()).toHaveLength(3)
    await service.sweep()
    expect(book.all().map(({ id }) => id)).toEqual(ids.slice(0, 2))
  })
})
