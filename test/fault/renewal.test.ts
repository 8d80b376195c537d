import { expect, it } from 'vitest'
import { renew, sliceOf } from './renewal.ts'

// A small part of `npm run fault -- renewal`. It is always the same.

it('a renewal that something breaks in the middle is paid once and ends with exactly one pair that works', {
  timeout: 240_000,
}, async () => {
  const { done, struck, broken } = await renew(sliceOf(39, 3), 'pkcs11')
  expect(broken).toEqual([])
  expect(done).toBeGreaterThan(2)
  expect(struck).toBeGreaterThan(done / 2)
})
