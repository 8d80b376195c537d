import { expect, it } from 'vitest'
import { renew, sliceOf } from './renewal.ts'

// A small part of `npm run fault -- renewal`. It is always the same.

it('a renewal that something breaks in the middle is paid once and ends with exactly one pair that works', {
  timeout: 240_000,
}, async () => {
  const { done, struck, broken } = await renew(sliceOf(39, 3), 'pkcs11', false)
  expect(broken).toEqual([])
  expect(done).toBeGreaterThan(2)
  expect(struck).toBeGreaterThan(done / 2)
})

it('the same with keys that stay, where a certificate takes the place of the one before it', {
  timeout: 240_000,
}, async () => {
  const { done, struck, broken } = await renew(sliceOf(52, 15), 'skf', true)
  expect(broken).toEqual([])
  expect(done).toBeGreaterThan(1)
  expect(struck).toBeGreaterThan(done / 2)
})
