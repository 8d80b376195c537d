import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../../../src/ra/refusal.ts'
import type { Change } from '../../../../../src/ra/rules/change.ts'
import { carryOut, transact } from '../../../../../src/ra/store/sql/transact.ts'
import { memory } from './memory.ts'

const line = (subject: string): Change => ({ kind: 'audit', at: 1, actor: 'a', action: 'b', subject })
const subjects = 'SELECT subject FROM audit ORDER BY seq'

describe('a decision', () => {
  it('is written in its order, and passes its place after the first change', () => {
    const { ask, rows, sql } = memory()
    const seen: unknown[] = []
    const decision = { changes: [line('1'), line('2'), line('3')], answer: 'done' }
    expect(ask(carryOut(sql, decision, () => seen.push(rows(subjects))))).toBe('done')
    expect(seen).toEqual([[{ subject: '1' }]])
    expect(rows(subjects)).toEqual([{ subject: '1' }, { subject: '2' }, { subject: '3' }])
  })

  it('without changes passes no place', () => {
    const { ask, rows, sql } = memory()
    const fail = () => expect.unreachable()
    expect(ask(carryOut(sql, { changes: [], answer: null }, fail))).toBeNull()
    expect(ask(carryOut(sql, { changes: [line('1')], answer: 1 }))).toBe(1)
    expect(rows(subjects)).toHaveLength(1)
  })
})

describe('a transaction', () => {
  it('holds what its database holds, and answers', async () => {
    const { held, rows, sql } = memory()
    const subject = { of: 'name', id: 'n' } as const
    const answer = transact(sql.holding(subject), function* () {
      yield* sql.get('SELECT 1')
      return { changes: [line('1')], answer: 5 }
    })
    expect(await answer).toBe(5)
    expect([held, rows(subjects)]).toEqual([[[subject]], [{ subject: '1' }]])
  })

  it('keeps what a refusal has written, and throws it', async () => {
    const { rows, sql } = memory()
    const refusal = new Refusal('not-found')
    const refused = transact(sql, function* () {
      yield* sql.get('SELECT 1')
      return { changes: [line('1')], answer: refusal }
    })
    await expect(refused).rejects.toBe(refusal)
    expect(rows(subjects)).toEqual([{ subject: '1' }])
  })

  it('keeps nothing of what failed on its way', async () => {
    const { rows, sql } = memory()
    const broken = transact(
      sql,
      function* () {
        yield* sql.get('SELECT 1')
        return { changes: [line('1'), line('2')], answer: 5 }
      },
      () => {
        throw new Error('crashed')
      },
    )
    await expect(broken).rejects.toThrow('crashed')
    expect(rows(subjects)).toEqual([])
  })
})
