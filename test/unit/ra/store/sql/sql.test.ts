import { describe, expect, it } from 'vitest'
import { each, type Query, statements, those } from '../../../../../src/ra/store/sql/sql.ts'
import { memory } from './memory.ts'

describe('a statement', () => {
  const handed = <T>(query: Query<T>, rows: readonly Readonly<Record<string, number>>[], changes = 0) => {
    const { value } = query.next()
    return [value, query.next({ rows, changes })]
  }

  it('for rows wants all of them', () => {
    const rows = [{ n: 1 }, { n: 2 }]
    expect(handed(statements.all('SELECT ?', 1), rows)).toEqual([
      { sql: 'SELECT ?', values: [1], wants: 'rows' },
      { done: true, value: rows },
    ])
  })

  it('for one row takes the first, and null where there is none', () => {
    const wanted = { sql: 'SELECT', values: [], wants: 'row' }
    expect(handed(statements.get('SELECT'), [{ n: 1 }, { n: 2 }])).toEqual([
      wanted,
      { done: true, value: { n: 1 } },
    ])
    expect(handed(statements.get('SELECT'), [])).toEqual([wanted, { done: true, value: null }])
  })

  it('that changes something tells the number only if it was asked for', () => {
    expect(handed(statements.run('DELETE', 'a'), [], 3)).toEqual([
      { sql: 'DELETE', values: ['a'], wants: 'nothing' },
      { done: true, value: undefined },
    ])
    expect(handed(statements.changed('DELETE', 'a'), [], 3)).toEqual([
      { sql: 'DELETE', values: ['a'], wants: 'changes' },
      { done: true, value: 3 },
    ])
  })
})

describe('work on several', () => {
  it('keeps their order', () => {
    const { ask, sql } = memory()
    const doubled = each([3, 1, 2], function* (n) {
      return Number((yield* sql.get('SELECT ? * 2 AS n', n))?.n)
    })
    expect(ask(doubled)).toEqual([6, 2, 4])
  })

  it('finds those for which the answer is yes', () => {
    const { ask, sql } = memory()
    const small = those([3, 1, 2], function* (n) {
      return (yield* sql.get('SELECT ? < 3 AS n', n))?.n === 1
    })
    expect(ask(small)).toEqual([1, 2])
  })
})
