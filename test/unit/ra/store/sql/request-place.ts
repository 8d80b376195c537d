import type { Request } from '../../../../../src/ra/records.ts'
import { carryOut } from '../../../../../src/ra/store/sql/transact.ts'
import { request } from '../../rules/samples.ts'
import { type Memory, memory } from './memory.ts'

export const [key, other] = [Uint8Array.of(4, 1), Uint8Array.of(4, 2)]
export const put = ({ ask, sql }: Memory, ...requests: readonly Request[]) =>
  ask(
    carryOut(sql, {
      changes: requests.map(
        (one) => ({ kind: 'add-request', request: one, idempotencyKey: one.id, bodyHash: 'b' }) as const,
      ),
      answer: null,
    }),
  )
export const placeOf = (more: Partial<Request> = {}) => {
  const at = memory()
  put(at, { ...request, ...more })
  return at
}
