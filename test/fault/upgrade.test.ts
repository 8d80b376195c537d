import { expect, it } from 'vitest'
import { carryOut, slice } from './upgrade.ts'

// A small part of `npm run fault -- upgrade`. It is always the same.

it('an upgrade that something breaks in the middle ends with one pair, its seal and its applications', {
  timeout: 240_000,
}, async () => {
  const { done, struck, broken } = await carryOut(slice(87, 53), 'pkcs11')
  expect(broken).toEqual([])
  expect(done).toBe(2)
  expect(struck).toBe(2)
})
