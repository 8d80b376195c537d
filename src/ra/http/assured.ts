import { type RaErrorKind, raErrorKind } from '../../shared/ra-contract/errors.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'

/** Refusals of these kinds say how things stand: that there is no such thing, or that it may not be done now. */
const ofFacts: ReadonlySet<RaErrorKind> = new Set(['UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'])

/** An address that nobody serves is no fact of the database. */
function isOfFacts(error: unknown): boolean {
  return error instanceof Refusal && error.code !== 'not-found' && ofFacts.has(raErrorKind(error.code))
}

/**
 * What a call that failed is answered with. Nobody hears that a request does not exist from a database that was cut off
 * and has been replaced by another one.
 */
export async function assured(error: unknown, { store }: Pick<Services, 'store'>): Promise<unknown> {
  if (!isOfFacts(error)) return error
  return store.assureNewest().then(
    () => error,
    (other: unknown) => other,
  )
}
