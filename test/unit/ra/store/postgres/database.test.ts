import { DatabaseError, type Pool } from 'pg'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { database } from '../../../../../src/ra/store/postgres/database.ts'
import { beginning } from '../../../../../src/ra/store/postgres/locks.ts'
import { migrations } from '../../../../../src/ra/store/postgres/migrations.ts'
import type { Sql } from '../../../../../src/ra/store/sql/sql.ts'

type Asked = { readonly text: string; readonly values: readonly unknown[] }
type Rows = { readonly rows: readonly object[]; readonly rowCount: number | null; readonly command?: string }
const server = (code: string) => Object.assign(new DatabaseError('no', 1, 'error'), { code })
const lost = () => new Error('Connection terminated unexpectedly')
const commits = (text: string) => text.includes('pg_logical_emit_message')

/** A pool whose answers the test gives; `status` is what a connection says of its transaction after a failure. */
function place(answer: (text: string, turn: number) => unknown = () => null, status = 'I') {
  const [asked, released, troubles]: [Asked[], boolean[], string[]] = [[], [], []]
  const has = { connections: 0 }
  const query = async (on: string, given: string | Asked, more: readonly unknown[] = []): Promise<Rows> => {
    const { text, values } = typeof given === 'string' ? { text: given, values: more } : given
    asked.push({ text: `${on}${text}`, values })
    const found = answer(text, asked.filter((one) => one.text === `${on}${text}`).length)
    if (found instanceof Error) throw found
    const none: Rows = { rows: [], rowCount: null, command: commits(text) ? 'COMMIT' : 'SELECT' }
    return { ...none, ...Object(found) }
  }
  const connect = async () => {
    has.connections += 1
    return {
      query: (given: string | Asked, more?: readonly unknown[]) => query('', given, more),
      getTransactionStatus: () => status,
      release: (broken: boolean) => void released.push(broken),
      ...{ on: () => {}, off: () => {} },
    }
  }
  const pool = { connect, query: (given: Asked) => query('pool: ', given) } as unknown as Pool
  const sql = database({ pool, patience: 700, trouble: (what) => troubles.push(what) })
  return { asked, released, troubles, has, sql, texts: () => asked.map(({ text }) => text) }
}
const inHaste = () => {
  const spy = vi.spyOn(Math, 'random').mockReturnValue(0)
  onTestFinished(() => spy.mockRestore())
}
const one = (sql: Sql) => sql.read(() => sql.get('SELECT a FROM t WHERE b = ?', 'x'))
const write = (sql: Sql, at: Sql = sql) =>
  at.write(() => sql.changed('DELETE FROM t WHERE a = ? AND b = ?', 1, 2))
const snapshot = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'

describe('reading', () => {
  it('one statement needs no transaction', async () => {
    const { sql, asked, has } = place(() => ({ rows: [{ a: 1 }] }))
    expect(await one(sql)).toEqual({ a: 1 })
    expect([asked, has.connections]).toEqual([
      [{ text: 'pool: SELECT a FROM t WHERE b = $1', values: ['x'] }],
      0,
    ])
  })

  it('nothing asks nothing', async () => {
    const { sql, asked } = place()
    const work = function* () {
      if (asked.length > 0) yield* sql.get('SELECT 1')
      return 5
    }
    expect([await sql.read(work), asked]).toEqual([5, []])
  })

  it('several begins again on one state of the database', async () => {
    const { sql, texts, released } = place((text) => ({ rows: [{ text }] }))
    const work = function* () {
      const [first] = yield* sql.all('SELECT 1')
      return [first, yield* sql.get('SELECT 2')]
    }
    expect(await sql.read(work)).toEqual([{ text: 'SELECT 1' }, { text: 'SELECT 2' }])
    expect(texts()).toEqual(['pool: SELECT 1', snapshot, 'SELECT 1', 'SELECT 2', 'COMMIT'])
    expect(released).toEqual([false])
  })
})

describe('writing', () => {
  it.each([
    ['everything', (sql: Sql) => sql, []],
    ['nothing', (sql: Sql) => sql.holding(), []],
    ['an account', (sql: Sql) => sql.holding({ of: 'account', id: 'a' }), ['a']],
  ] as const)('holds %s, and commits', async (name, at, held) => {
    const { sql, asked, texts, released } = place(() => ({ rowCount: 3 }))
    expect(await write(sql, at(sql))).toBe(3)
    const subjects = held.map((id) => ({ of: 'account' as const, id }))
    expect(texts()[0]).toBe(beginning(name === 'everything' ? name : subjects, 700))
    const locks = asked.filter(({ text }) => text.includes('hashtextextended'))
    expect(locks.map(({ values }) => values)).toEqual(held.length === 0 ? [] : [held])
    expect(asked.find(({ text }) => text.startsWith('DELETE'))).toEqual({
      ...{ text: 'DELETE FROM t WHERE a = $1 AND b = $2', values: [1, 2] },
    })
    expect([commits(texts().at(-1) ?? ''), released]).toEqual([true, [false]])
  })

  it('counts no rows where the database tells none', async () => {
    expect(await write(place().sql)).toBe(0)
  })

  it('waits for what nobody waited for, and fails with the first failure', async () => {
    const failing = place((text) => (text === 'UPDATE' ? server('23503') : null), 'T')
    const work = function* () {
      yield* failing.sql.run('UPDATE')
      return 5
    }
    await expect(failing.sql.write(work)).rejects.toMatchObject({ code: '23503' })
    expect(failing.texts().at(-1)).toBe('ROLLBACK')
    expect(failing.released).toEqual([true])
  })

  it('tells what failed before rather than what follows from it', async () => {
    const failing = place((text) =>
      text === 'UPDATE' ? server('23503') : text === 'SELECT 1' ? server('25P02') : null,
    )
    const work = function* () {
      yield* failing.sql.run('UPDATE')
      return yield* failing.sql.get('SELECT 1')
    }
    await expect(failing.sql.write(work)).rejects.toMatchObject({ code: '23503' })
  })

  it('keeps a connection whose transaction has ended, and ends no other one twice', async () => {
    const ended = place((text) => (text.startsWith('DELETE') ? server('23503') : null))
    await expect(write(ended.sql)).rejects.toMatchObject({ code: '23503' })
    expect([ended.texts().includes('ROLLBACK'), ended.released]).toEqual([false, [false]])
    const refused = place((text) => (text.startsWith('DELETE') ? server('25006') : null))
    inHaste()
    await expect(write(refused.sql)).rejects.toMatchObject({ code: 'server-busy' })
    expect(new Set(refused.released)).toEqual(new Set([true]))
  })

  it('does not ask a server that hangs to roll back', async () => {
    const slow = place((text) => (text.startsWith('DELETE') ? new Error('Query read timeout') : null), 'T')
    await expect(write(slow.sql)).rejects.toMatchObject({ code: 'server-busy' })
    expect([slow.texts().includes('ROLLBACK'), slow.released]).toEqual([false, [true]])
  })

  it('does not mind that a rollback fails', async () => {
    const broken = place(
      (text) => (text.startsWith('DELETE') ? server('23503') : text === 'ROLLBACK' ? lost() : null),
      'E',
    )
    await expect(write(broken.sql)).rejects.toMatchObject({ code: '23503' })
  })
})

describe('work that others came between', () => {
  it.each([
    ['40001', 3, 3],
    ['40P01', 1, 1],
    ['23505', 2, 2],
  ])('with %s is begun again after %i failures', async (code, failures) => {
    inHaste()
    const { sql, has, troubles } = place((text, turn) =>
      text.startsWith('DELETE') ? (turn <= failures ? server(code) : { rowCount: 1 }) : null,
    )
    expect(await write(sql)).toBe(1)
    expect([has.connections, troubles]).toEqual([failures + 1, []])
  })

  it('is given up after four attempts, and told of', async () => {
    inHaste()
    const { sql, has, troubles } = place((text) => (text.startsWith('DELETE') ? server('40001') : null))
    await expect(write(sql)).rejects.toMatchObject({ code: 'server-busy' })
    expect([has.connections, troubles]).toEqual([4, ['database: no']])
  })

  it('is not begun again after a fault, which is told as it is', async () => {
    const { sql, has, troubles } = place((text) => (text.startsWith('DELETE') ? server('42601') : null))
    await expect(write(sql)).rejects.toMatchObject({ code: '42601' })
    expect([has.connections, troubles]).toEqual([1, []])
  })
})

describe('a connection that is lost', () => {
  it('is replaced, and the work begun again', async () => {
    inHaste()
    const { sql, asked } = place((_, turn) => (turn < 4 ? lost() : { rows: [{ a: 1 }] }))
    expect([await one(sql), asked.length]).toEqual([{ a: 1 }, 4])
  })

  it('in the middle of a commit leaves it unknown, so nothing is begun again', async () => {
    const { sql, has, troubles } = place((text) => (commits(text) ? lost() : { rowCount: 1 }))
    await expect(write(sql)).rejects.toMatchObject({ code: 'server-busy' })
    expect([has.connections, troubles]).toEqual([1, ['database: Connection terminated unexpectedly']])
  })
})

describe('the statements of PostgreSQL', () => {
  it('are its own', () => {
    const { dialect } = place().sql
    expect(dialect).toMatchObject({
      nextOrder: `SELECT nextval('order_numbers') AS next`,
      version: 'SELECT version FROM schema_version',
      newest: migrations.length,
    })
  })
})
