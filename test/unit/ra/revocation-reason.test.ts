import { expect, it } from 'vitest'
import { crlReason, storedReason } from '../../../src/ra/ca/revocation-reason.ts'

const reasons = [
  'key-compromised',
  'lost',
  'affiliation-changed',
  'superseded',
  'no-longer-used',
  'suspended',
]

it('a reason that comes back from a list is published there as before', () => {
  for (const reason of reasons) expect(crlReason(storedReason(crlReason(reason)))).toBe(crlReason(reason))
  expect(storedReason('keyCompromise')).toBe('key-compromised')
})

it('what a list does not say is no reason to suspect a key', () => {
  for (const reason of [null, '', 'constructor ']) expect(crlReason(reason)).toBe('unspecified')
  expect(storedReason('unspecified')).toBe('no-longer-used')
})
