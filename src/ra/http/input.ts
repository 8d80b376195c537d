import { StandardBracketNotationSerializer } from '@orpc/openapi-client/standard'
import { Refusal } from '../refusal.ts'
import type { Visit } from './visit.ts'

const brackets = new StandardBracketNotationSerializer()

/**
 * What a procedure is given: the body, or the query of a GET, and what the path names. Everything in the contract is
 * plain JSON. The body and the query cannot change what the path names.
 */
export function inputOf(
  { method, search }: Pick<Visit, 'method' | 'search'>,
  body: unknown,
  params: Readonly<Record<string, string>> = {},
): unknown {
  const sent = method === 'GET' ? brackets.deserialize([...new URLSearchParams(search)]) : body
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return sent
  for (const [name, value] of Object.entries(sent)) {
    if (Object.hasOwn(params, name) && params[name] !== value)
      throw new Refusal('bad-payload', { field: name })
  }
  return { ...sent, ...params }
}
