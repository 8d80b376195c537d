import { describe, expect, it, vi } from 'vitest'
import { demoMoney, shown } from '../../../../src/ra/payment/demo-services.ts'
import { newCaKeys } from '../authority.ts'
import { now, order } from '../rules/samples.ts'

const { sealing } = newCaKeys(now)
const money = () =>
  demoMoney({
    ...{ dataDir: '/nonexistent/data', sealing, publicUrl: 'https://ra.example', url: 'http://127.0.0.1:1' },
    ...{ clock: () => now, log: vi.fn() },
  })

describe('the page of an order', () => {
  it('has an address that only its payer knows', async () => {
    const { service, mayOpenPage } = money()
    const address = new URL(await service.create(order))
    const key = address.searchParams.get('key') ?? ''
    expect(`${address.origin}${address.pathname}`).toBe('https://ra.example/pay/order-1')
    expect(key).toBe(sealing.mac('payment-page', 'order-1'))
    expect([mayOpenPage('order-1', key), mayOpenPage('order-2', key), mayOpenPage('order-1', '')]).toEqual([
      ...[true, false, false],
    ])
  })
})

describe('a cashier without books', () => {
  it('is not asked, and not woken', async () => {
    const { service, cashier, wake, stop } = money()
    expect(await service.query('order-1')).toEqual([])
    wake()
    expect([cashier.hasBooks(), cashier.pid()]).toEqual([false, null])
    stop()
    const refund = service.refund({ orderId: 'order-1', key: 'k', amountFen: 1 })
    await expect(refund).rejects.toMatchObject({ code: 'payment-unreachable' })
    expect(cashier.pid()).toBeNull()
  })

  it('stops together with the bank', async () => {
    const { bank, stop } = money()
    stop()
    await expect(bank.newLines(order, [])).rejects.toMatchObject({ code: 'payment-unreachable' })
  })
})

describe('an order as the cashier sees it', () => {
  const items = [{ kind: 'replacement', unitFen: 5, quantity: 1 }] as const

  it.each([
    [{ receivedFen: 70 }, 30, null, { otherFen: 40, reviewed: false }],
    [{ receivedFen: 30 }, 30, 'waiting', { otherFen: 0, reviewed: true }],
    [{ receivedFen: 20 }, 30, 'approved', { otherFen: 0, reviewed: true }],
  ])('with %o, of which %i online, reviewed %s, is %o', (more, onlineFen, review, seen) => {
    expect(shown({ ...order, items, ...more }, { business: 'renew', review }, onlineFen)).toEqual({
      ...{
        orderId: 'order-1',
        number: '0120261120',
        state: 'unpaid',
        totalFen: 100,
        business: 'renew',
        items,
      },
      ...seen,
    })
  })
})
