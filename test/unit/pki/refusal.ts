import { expect } from 'vitest'
import type { PkiReason } from '../../../src/pki/pki-error.ts'

/** What a refusal for this reason looks like: `expect(…).toThrow(refused('bad-oid', 3))`. */
export const refused = (reason: PkiReason, offset?: number) =>
  expect.objectContaining({ name: 'PkiError', reason, ...(offset === undefined ? {} : { offset }) })
