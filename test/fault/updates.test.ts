import { expect, it } from 'vitest'
import { carryOut, slice } from './updates.ts'

// A small part of `npm run fault -- updates`. It is always the same.

it('an update that is killed leaves a version that works, and the next one succeeds', {
  timeout: 240_000,
}, async () => {
  const { done, broken } = await carryOut(slice)
  expect(broken).toEqual([])
  expect(done).toBe(slice.length)
})
