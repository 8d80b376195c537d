import { expect, it } from 'vitest'
import { fault } from './soft-token.ts'

// A part of `npm run fault -- soft-token`.

it('a soft token that is being written survives SIGKILL at any moment', { timeout: 90_000 }, async () => {
  const { broken, summary } = await fault({ seed: 7, runs: 12 })
  expect(broken, summary).toEqual([])
})
