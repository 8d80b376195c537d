import { expect, it } from 'vitest'
import { fuzz } from '../../fuzz/skf.ts'

it('the SKF library answers random calls under AddressSanitizer, and never crashes or stands still', () => {
  const seed = Date.now() % 2 ** 31
  console.log(`fuzz seed ${seed}`)
  const { calls, accepted } = fuzz(8, seed)
  expect(accepted).toBeGreaterThan(100)
  expect(calls).toBeGreaterThan(accepted)
}, 900_000)
