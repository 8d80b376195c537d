import { describe, expect, it } from 'vitest'
import { transfer, typedTransfer, typedTransfers } from '../../../../src/shared/orders/model.ts'

const told = {
  payerAccount: '6222 0000',
  payerName: '张三',
  amountFen: 1,
  paidOn: '2026-01-02',
  note: '',
}
const typed = { payerAccount: '', payerName: '', amount: '', paidOn: '', note: '' }

describe('a bank transfer', () => {
  it.each<readonly [boolean, object]>([
    [true, {}],
    [true, { payerAccount: '123456' }],
    [false, { payerAccount: '12345' }],
    [true, { payerAccount: '1'.repeat(40) }],
    [false, { payerAccount: '1'.repeat(41) }],
    [false, { payerAccount: '12345a' }],
    [false, { payerName: '' }],
    [true, { payerName: 'x'.repeat(200) }],
    [false, { payerName: 'x'.repeat(201) }],
    [false, { amountFen: 0 }],
    [false, { amountFen: 1.5 }],
    [true, { amountFen: 100_000_000 }],
    [false, { amountFen: 100_000_001 }],
    [false, { paidOn: '2026-02-30' }],
    [false, { paidOn: '2026-1-2' }],
    [true, { note: 'x'.repeat(200) }],
    [false, { note: 'x'.repeat(201) }],
  ])('is taken (%s) with %j', (taken, change) => {
    expect(transfer.safeParse({ ...told, ...change }).success).toBe(taken)
  })
})

describe('a transfer as it is typed', () => {
  it.each(['payerAccount', 'payerName', 'amount', 'paidOn', 'note'])(
    'has 200 letters in %s at most',
    (name) => {
      expect(typedTransfer.safeParse({ ...typed, [name]: 'x'.repeat(200) }).success).toBe(true)
      expect(typedTransfer.safeParse({ ...typed, [name]: 'x'.repeat(201) }).success).toBe(false)
    },
  )

  it('is one of ten at most', () => {
    expect([0, 10, 11].map((count) => typedTransfers.safeParse(Array(count).fill(typed)).success)).toEqual([
      true,
      true,
      false,
    ])
  })
})
