import { describe, expect, it } from 'vitest'
import {
  dayIn,
  fenOf,
  noTransfer,
  transferFaults,
  transferOf,
} from '../../../../src/shared/orders/transfers.ts'

const today = new Date('2026-11-20T02:00:00Z')

describe('a transfer as it is typed', () => {
  it.each([
    ['200', 20_000],
    ['２００．５', 20_050],
    ['1,234.56', 123_456],
    ['¥ 80 元', 8_000],
    ['0.005', null],
    ['-5', null],
    ['一百', null],
  ])('%s is %s fen', (typed, fen) => expect(fenOf(typed)).toBe(fen))

  it.each([
    ['2026-11-20', '2026-11-20'],
    ['2026年2月3日', '2026-02-03'],
    ['20261120', '2026-11-20'],
    ['２０２６/１１/０１', '2026-11-01'],
    ['2026-02-30', null],
    ['昨天', null],
  ])('%s is the day %s', (typed, day) => expect(dayIn(typed)).toBe(day))

  it('has no fault only if the bank could have it', () => {
    const typed = {
      ...noTransfer('2026-11-20'),
      payerAccount: '６２２２ 0000',
      payerName: '甲',
      amount: '80',
    }
    expect(transferFaults(typed, today)).toEqual({})
    expect(transferOf(typed)).toEqual({
      payerAccount: '6222 0000',
      payerName: '甲',
      amountFen: 8_000,
      paidOn: '2026-11-20',
      note: '',
    })
    expect(
      transferFaults({ ...typed, paidOn: '2026-11-22', amount: '0', payerAccount: 'abc' }, today),
    ).toEqual({
      paidOn: 'day-ahead',
      amount: 'amount',
      payerAccount: 'account',
    })
    expect(transferFaults({ ...typed, paidOn: '2024-11-22' }, today)).toEqual({ paidOn: 'day-long-ago' })
  })
})
