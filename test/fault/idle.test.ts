import { expect, it } from 'vitest'
import { idle } from './idle.ts'

// A part of `npm run fault -- idle`. The clocks run 25 times as fast, so these seconds count as five minutes.

it('token hosts live on while nobody asks them for anything', { timeout: 120_000 }, async () => {
  const rules = { aliveMilliseconds: 200, silenceMilliseconds: 600 }
  const { broken, summary } = await idle({ milliseconds: 12_000, rules })
  expect(broken, summary).toEqual([])
})
