import { expect, it } from 'vitest'
import { fuzz } from '../../../fuzz/carriers.ts'

it('every carrier answers whatever comes: a slice of npm run fuzz -- carriers', async () => {
  const { runs, answered } = await fuzz(3, 1)
  expect(runs).toBeGreaterThan(500)
  expect(answered).toBeGreaterThan(runs / 10)
}, 60_000)
