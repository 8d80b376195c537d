import { describe, expect, it } from 'vitest'
import { sqlStore } from '../../../../../src/ra/store/sql/sql-store.ts'
import { memory } from './memory.ts'

describe('the store', () => {
  it('keeps values under their keys', async () => {
    const { store, rows } = memory()
    await store.putMeta('k', '1')
    await store.putMeta('l', '2')
    await store.putMeta('k', '3')
    expect([await store.meta('k'), await store.meta('x')]).toEqual(['3', null])
    expect(rows('SELECT * FROM meta ORDER BY key')).toEqual([
      { key: 'k', value: '3' },
      { key: 'l', value: '2' },
    ])
  })

  it('asks the database for its size, its time and its version', async () => {
    const { store } = memory()
    expect([await store.databaseBytes(), await store.time(), await store.isMigrated()]).toEqual([
      4096,
      1234,
      true,
    ])
  })

  it.each([-1, 1])('is not migrated %i version beside what is known', async (beside) => {
    const { sql } = memory()
    const dialect = { ...sql.dialect, newest: sql.dialect.newest + beside }
    expect(await sqlStore({ ...sql, dialect }, () => {}).isMigrated()).toBe(false)
  })

  it('adds lines to the audit trail', async () => {
    const { store } = memory()
    const line = { at: 1, actor: 'a', action: 'b', subject: 'c' }
    await store.addAudit(line)
    await store.addAudit({ ...line, subject: 'd' })
    expect([await store.auditOf('c'), await store.auditOf('x')]).toEqual([[line], []])
  })

  it('cleans up what only mattered for a time', async () => {
    const { store, insert, rows } = memory()
    insert('sessions', { token_hash: 'over', expires_at: 5 })
    insert('sessions', { token_hash: 'open', expires_at: 6 })
    await store.cleanUp(5)
    expect(rows('SELECT token_hash FROM sessions')).toEqual([{ token_hash: 'open' }])
  })
})
