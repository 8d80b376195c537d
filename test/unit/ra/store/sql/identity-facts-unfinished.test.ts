import { describe, expect, it } from 'vitest'
import { noticeFigures, unfinishedOf } from '../../../../../src/ra/store/sql/identity-facts.ts'
import { memory } from './memory.ts'

type Case = [string, string, Readonly<Record<string, string | number>>, boolean]

describe('what is unfinished', () => {
  const unfinished = (table: string, row: Readonly<Record<string, string | number>>) => {
    const { ask, insert, sql } = memory()
    insert(table, { account_id: 'a', ...row })
    return ask(unfinishedOf(sql, 'a', 5))
  }

  it.each<Case>([
    ...(['active', 'suspended'] as const).map(
      (status): Case => ['certificate', 'certificates', { status, not_after: 6 }, true],
    ),
    ...(['pending', 'superseded', 'revoked', 'discarded'] as const).map(
      (status): Case => ['certificate', 'certificates', { status, not_after: 6 }, false],
    ),
    ['certificate', 'certificates', { not_after: 5 }, false],
    ['certificate', 'certificates', { not_after: 6, account_id: 'b' }, false],
    ['request', 'requests', { state: 'ready', expires_at: 6 }, true],
    ['request', 'requests', { state: 'ready', expires_at: 5 }, false],
    ['request', 'requests', { state: 'active', expires_at: 6 }, false],
    ['request', 'requests', { expires_at: 6, account_id: 'b' }, false],
    ['order', 'orders', { state: 'unpaid' }, true],
    ['order', 'orders', { state: 'refund-due' }, true],
    ['order', 'orders', { state: 'paid' }, false],
    ['order', 'orders', { state: 'closed' }, false],
    ['order', 'orders', { state: 'refunded' }, false],
    ['order', 'orders', { account_id: 'b' }, false],
  ])('as a %s in %s with %o: %s', (kind, table, row, counts) => {
    const name = { certificates: 'serial', requests: 'id', orders: 'number' }[table] ?? ''
    expect(unfinished(table, { ...row, [name]: 'n' })).toEqual(counts ? [{ kind, name: 'n' }] : [])
  })

  it('names certificates first, then requests, then orders', () => {
    const { ask, insert, sql } = memory()
    insert('orders', { account_id: 'a', number: 'o' })
    insert('requests', { account_id: 'a', id: 'r', expires_at: 6 })
    insert('certificates', { account_id: 'a', serial: 'c', not_after: 6 })
    expect(ask(unfinishedOf(sql, 'a', 5)).map(({ name }) => name)).toEqual(['c', 'r', 'o'])
  })
})

describe('the figures of a notice', () => {
  it('count who is due, who has no mail address, and who had it', () => {
    const { ask, insert, sql } = memory()
    const account = (id: string, email: string | null, created_at: number, more: object = {}) =>
      insert('accounts', { id, email, created_at, ...more })
    account('later', 'e', 9)
    account('first', 'f', 5)
    account('mute', null, 1)
    account('closed', 'e', 1, { closed: 1 })
    account('agency', 'e', 1, { kind: 'agency' })
    account('told', 'e', 1)
    account('told-else', 'e', 8)
    insert('notices', { occasion: 'o', account_id: 'told' })
    insert('notices', { occasion: 'p', account_id: 'told-else' })
    const figures = (occasion: string, ...kinds: readonly string[]) => {
      const found = ask(noticeFigures(sql, occasion, kinds))
      return [found.due, found.withoutMail, found.sent, found.first?.id ?? null]
    }
    expect(figures('o', 'person')).toEqual([3, 1, 1, 'first'])
    expect(figures('o', 'person', 'agency')).toEqual([4, 1, 1, 'agency'])
    expect(figures('q', 'person')).toEqual([4, 1, 0, 'told'])
    expect(figures('o', 'legal-entity')).toEqual([0, 0, 1, null])
  })
})
