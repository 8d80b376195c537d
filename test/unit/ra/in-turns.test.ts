import { expect, it } from 'vitest'
import { inTurns } from '../../../src/ra/store/postgres/in-turns.ts'

/** Runs that end when the test says so. */
const openRuns = () => {
  const ends: ((error?: Error) => void)[] = []
  const work = () =>
    new Promise<void>((resolve, reject) => {
      ends.push((error) => (error === undefined ? resolve() : reject(error)))
    })
  return { ends, ask: inTurns(work) }
}

const later = () => new Promise((resolve) => setImmediate(resolve))

it('who asks while it runs waits for a run that begins afterwards, together with the others', async () => {
  const { ends, ask } = openRuns()
  const told: string[] = []
  void ask().then(() => told.push('first'))
  void ask().then(() => told.push('second'))
  void ask().then(() => told.push('third'))
  expect(ends.length).toBe(1)
  ends[0]?.()
  await later()
  expect(told).toEqual(['first'])
  expect(ends.length).toBe(2)
  ends[1]?.()
  await later()
  expect(told).toEqual(['first', 'second', 'third'])
})

it('a run that fails tells those who waited for it, and not those of the next', async () => {
  const { ends, ask } = openRuns()
  const first = ask().catch((error: Error) => error.message)
  const second = ask().then(() => 'done')
  ends[0]?.(new Error('gone'))
  await later()
  ends[1]?.()
  expect(await Promise.all([first, second])).toEqual(['gone', 'done'])
  void ask()
  expect(ends.length).toBe(3)
})
