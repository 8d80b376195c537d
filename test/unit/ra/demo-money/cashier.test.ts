import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bank } from '../../../../src/ra/demo-money/bank.ts'
import { cashier } from '../../../../src/ra/demo-money/cashier.ts'
import type { ShownOrder } from '../../../../src/ra/demo-money/messages.ts'

const fileIn = () => {
  const folder = mkdtempSync(join(tmpdir(), 'money-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'books.json')
}
const order: ShownOrder = {
  ...{ orderId: 'o', number: '01', business: 'renew', reviewed: false, state: 'unpaid', totalFen: 100 },
  ...{ items: [{ kind: 'certificate-service', unitFen: 100, quantity: 1 }], otherFen: 0 },
}
function place(hears: () => Promise<boolean> = async () => true, file = fileIn()) {
  const reported: string[] = []
  const desk = cashier(file, (orderId) => {
    reported.push(orderId)
    return hears()
  })
  const page = async (shown: ShownOrder | null, pays: boolean) =>
    JSON.stringify(await desk.answer('/page', { order: shown, language: 'zh', pays }))
  const paid = async (orderId = 'o') => {
    const answer: { payments?: { amountFen: number; reference: string }[] } = Object(
      await desk.answer('/query', { orderId }),
    )
    return (answer.payments ?? []).map(({ amountFen }) => amountFen)
  }
  const refund = (key: string, amountFen: number) => desk.answer('/refund', { orderId: 'o', key, amountFen })
  return { desk, page, paid, refund, reported, file }
}

describe('the cashier', () => {
  it('shows an order, and is paid when the button is pressed', async () => {
    const { page, paid, reported } = place()
    expect(await page(order, false)).toContain('立即支付')
    expect([await paid(), reported]).toEqual([[], []])
    expect(await page(order, true)).toContain('支付成功')
    expect([await paid(), reported, await paid('other')]).toEqual([[100], ['o'], []])
    expect(await page(order, true)).toContain('支付成功')
    expect([await paid(), reported]).toEqual([[100], ['o']])
  })

  it('takes what is still lacking', async () => {
    const { page, paid } = place()
    await page({ ...order, otherFen: 30 }, true)
    expect(await paid()).toEqual([70])
    await page({ ...order, totalFen: 150, otherFen: 30 }, true)
    expect(await paid()).toEqual([70, 50])
  })

  it('takes nothing for an order that is not unpaid, costs nothing, or is none', async () => {
    const { page, paid } = place()
    await page({ ...order, state: 'closed' }, true)
    await page({ ...order, totalFen: 0 }, true)
    await page({ ...order, otherFen: 100 }, true)
    expect(await page(null, true)).toContain('没有这笔订单')
    expect(await paid()).toEqual([])
  })

  it.each([
    ['says no', async () => false],
    ['cannot be reached', () => Promise.reject(new Error('away'))],
  ])('reports again what an authority that %s has not heard', async (_, hears) => {
    let isAway = true
    const file = fileIn()
    const { page, paid, desk, reported } = place(() => (isAway ? hears() : Promise.resolve(true)), file)
    expect(await page(order, true)).toContain('支付成功')
    expect(await paid()).toEqual([100])
    await desk.reportAgain().catch(() => {})
    expect(reported).toEqual(['o', 'o'])
    const restarted = place(async () => true, file)
    expect(await restarted.paid()).toEqual([100])
    isAway = false
    await desk.reportAgain()
    await desk.reportAgain()
    expect(reported).toEqual(['o', 'o', 'o'])
  })

  it('sends money back once for each key, and never more than it has', async () => {
    const { page, refund } = place()
    await page(order, true)
    expect(await refund('k', 101)).toEqual({ sent: null })
    const first = await refund('k', 60)
    expect(first).toEqual({ sent: { reference: expect.stringMatching(/^R[0-9a-f]{24}$/), amountFen: 60 } })
    expect(await refund('k', 60)).toEqual(first)
    expect(await refund('k', 30)).toEqual(first)
    expect(await refund('l', 41)).toEqual({ sent: null })
    expect(await refund('l', 40)).toMatchObject({ sent: { amountFen: 40 } })
    expect(await page(order, false)).toContain('立即支付')
  })

  it('answers nothing else', async () => {
    const { desk } = place()
    expect(await desk.answer('/other', {})).toBeNull()
    await expect(desk.answer('/query', {})).rejects.toThrow()
  })

  it('puts books aside that it cannot read', () => {
    const file = fileIn()
    writeFileSync(file, '{"orders":[]}')
    const { aside } = cashier(file, async () => true)
    expect(aside).toMatch(/^books\.json\..*\.aside$/)
    expect(readdirSync(join(file, '..'))).toEqual([aside])
    expect(place().desk.aside).toBeNull()
  })
})

describe('the bank', () => {
  const told = (paidOn: string, note = '') => ({
    payerAccount: '62 22',
    payerName: '王芳',
    amountFen: 5,
    paidOn,
    note,
  })
  const [from, until] = [Date.parse('2026-11-19T00:00:00Z'), Date.parse('2026-11-21T00:00:00Z')]
  const lines = async (desk: ReturnType<typeof bank>, ...all: ReturnType<typeof told>[]) => {
    const answer: { lines?: { paidOn: string; payerAccount: string; reference: string }[] } = Object(
      await desk.answer('/lines', { told: all, from, until }),
    )
    return answer.lines ?? []
  }

  it('has a line for every transfer of a possible day, first and last included', async () => {
    const desk = bank(fileIn())
    const days = ['2026-11-18', '2026-11-19', '2026-11-21', '2026-11-22', 'some day']
    const found = await lines(desk, ...days.map((day) => told(day)))
    expect(found.map(({ paidOn }) => paidOn)).toEqual(['2026-11-19', '2026-11-21'])
    expect(found[0]).toEqual({
      ...{ payerAccount: '6222', payerName: '王芳', amountFen: 5, paidOn: '2026-11-19', note: '' },
      reference: expect.stringMatching(/^T[0-9a-f]{24}$/),
    })
  })

  it('has one line for the same transfer', async () => {
    const file = fileIn()
    const desk = bank(file)
    const [first] = await lines(desk, told('2026-11-20'))
    const [again] = await lines(desk, { ...told('2026-11-20'), payerAccount: '6222' })
    const [other] = await lines(desk, { ...told('2026-11-20'), amountFen: 6 })
    expect(again?.reference).toBe(first?.reference)
    expect(other?.reference).not.toBe(first?.reference)
    expect([await desk.answer('/other', {}), desk.aside, bank(file).aside]).toEqual([null, null, null])
  })
})
