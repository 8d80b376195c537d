import { describe, expect, it } from 'vitest'
import { carryOut } from '../../../../../src/ra/store/sql/transact.ts'
import { memory } from './memory.ts'

const link = { kind: 'link-legacy', login: 'l', accountId: 'new', formerId: 'old', at: 5 } as const

describe('an old account that is linked', () => {
  const linked = (table: string, ...all: readonly Readonly<Record<string, string | number | null>>[]) => {
    const { ask, insert, rows, sql } = memory()
    for (const row of all) insert(table, row)
    ask(carryOut(sql, { changes: [link], answer: null }))
    return rows
  }

  it.each([
    'requests',
    'orders',
    'certificates',
    'tokens',
    'seals',
    'uploads',
    'unlocks',
    'recoveries',
    'opened_applications',
  ])('hands its %s over', (table) => {
    const rows = linked(table, { account_id: 'old' }, { account_id: 'third' })
    expect(rows(`SELECT account_id FROM ${table} ORDER BY account_id`)).toEqual([
      { account_id: 'new' },
      { account_id: 'third' },
    ])
  })

  it('hands over no token and no application that both have', () => {
    const token = { vendor: 'v', serial: 's' }
    const rows = linked(
      'tokens',
      ...['old', 'new', 'third'].map((account_id) => ({ ...token, account_id })),
      { ...token, account_id: 'old', vendor: 'w' },
      { ...token, account_id: 'new', vendor: 'x' },
      { ...token, account_id: 'old', serial: 't' },
    )
    const columns = 'SELECT account_id, vendor, serial FROM tokens ORDER BY account_id, serial, vendor'
    expect(rows(columns).map((row) => `${row.account_id} ${row.vendor} ${row.serial}`)).toEqual([
      ...['new v s', 'new w s', 'new x s', 'new v t'],
      'third v s',
    ])
    const opened = linked(
      'opened_applications',
      ...['old', 'new'].map((account_id) => ({ account_id, application_id: 'both' })),
      { account_id: 'old', application_id: 'one' },
    )
    expect(
      opened(
        'SELECT account_id, application_id FROM opened_applications ORDER BY account_id, application_id',
      ),
    ).toEqual([
      { account_id: 'new', application_id: 'both' },
      { account_id: 'new', application_id: 'one' },
      { account_id: 'old', application_id: 'both' },
    ])
  })

  it('is opened by its login no more', () => {
    const rows = linked(
      'legacy_logins',
      { login: 'l', account_id: 'old', linked_at: null },
      { login: 'm', account_id: 'third', linked_at: null },
    )
    expect(rows('SELECT login, account_id, linked_at FROM legacy_logins ORDER BY login')).toEqual([
      { login: 'l', account_id: 'new', linked_at: 5 },
      { login: 'm', account_id: 'third', linked_at: null },
    ])
  })

  it('is closed, reserves nothing, and has no sessions', () => {
    const contact = { phone: 'p', email: 'e', complete: 0 }
    const rows = linked('accounts', { ...contact, id: 'old' }, { ...contact, id: 'new' })
    expect(rows('SELECT id, closed, phone, email FROM accounts ORDER BY id')).toEqual([
      { id: 'new', closed: 0, phone: 'p', email: 'e' },
      { id: 'old', closed: 1, phone: null, email: null },
    ])
    const sessions = linked('sessions', { account_id: 'old' }, { account_id: 'new' })
    expect(sessions('SELECT account_id FROM sessions')).toEqual([{ account_id: 'new' }])
  })
})
