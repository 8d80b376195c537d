import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTypedTransfers } from '../../../../src/main/orders/typed-transfers.ts'
import type { TransactionView } from '../../../../src/shared/models/index.ts'
import { noTransfer } from '../../../../src/shared/orders/transfers.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'typed-transfers-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const opened = () => createTypedTransfers({ path: join(home, 'transfers.json') })
const typed = [{ ...noTransfer('2026-02-30'), payerAccount: '６２２２', amount: '80' }]
const view = (state: string, waiting: string | null) =>
  ({ id: 'tx-1', state, waiting: waiting && { for: waiting } }) as unknown as TransactionView

describe('what was typed about transfers', () => {
  it('is there after a restart as it was typed, with its faults, for its owner alone', () => {
    opened().keep('tx-1', typed)
    expect(opened().of('tx-1')).toEqual(typed)
    expect(opened().of('tx-2')).toEqual([])
    expect(statSync(join(home, 'transfers.json')).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['waits for the payment', 'waiting', 'payment', 1],
    ['asks about the payment', 'running', null, 1],
    ['cannot reach the authority', 'waiting', 'network', 1],
    ['has stopped with an error', 'paused', null, 1],
    ['is reviewed', 'waiting', 'review', 0],
    ['waits for its installation', 'waiting', 'person', 0],
    ['is done', 'done', null, 0],
  ])('while the business %s', (_, state, waiting, left) => {
    opened().keep('tx-1', typed)
    opened().sweep([view(state, waiting)])
    expect(opened().of('tx-1')).toHaveLength(left)
  })

  it('goes when the business is given up, and the oldest go when there are very many', () => {
    const transfers = opened()
    for (let i = 0; i < 60; i++) transfers.keep(`tx-${i}`, typed)
    transfers.forget('tx-59')
    expect([9, 10, 58, 59].map((i) => opened().of(`tx-${i}`).length)).toEqual([0, 1, 1, 0])
  })
})
