import { expect, it } from 'vitest'
import { fuzz } from '../../fuzz/pki.ts'

it('readers refuse mutated structures with their one error or read them as a whole, and never hang', () => {
  const seed = Date.now() % 2 ** 31
  console.log(`fuzz seed ${seed}`)
  const result = fuzz(5, seed)
  expect(result.refused).toBeGreaterThan(100)
  expect(result.runs).toBe(result.refused + result.accepted)
})
