import { expect, it } from 'vitest'
import { fuzz } from '../../fuzz/documents.ts'

it('changed documents are judged without a crash, a hang or too much memory', async () => {
  const seed = Date.now() % 2 ** 31
  console.log(`fuzz seed ${seed}`)
  const { runs, outcomes } = await fuzz(5, seed)
  expect(runs).toBe(Object.values(outcomes).reduce((sum, count) => sum + count, 0))
  expect(runs).toBeGreaterThan(0)
})
