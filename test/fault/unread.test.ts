import { expect, it } from 'vitest'
import { fault } from './unread.ts'

// A part of `npm run fault -- unread --runs 100000`.

it('an authority still serves after 2,000 bodies that nobody reads', { timeout: 90_000 }, async () => {
  const { broken, summary } = await fault({ seed: 20261126, runs: 2000 })
  expect(broken, summary).toEqual([])
})
