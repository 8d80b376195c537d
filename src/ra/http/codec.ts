import { StandardBracketNotationSerializer } from '@orpc/openapi-client/standard'
import type { StandardCodec } from '@orpc/server/standard'
import { Refusal } from '../refusal.ts'

const brackets = new StandardBracketNotationSerializer()

/**
 * Passes JSON through unchanged, because everything in the contract is plain JSON. The body and the query cannot
 * change what the path names.
 */
export const jsonCodec: StandardCodec = {
  decode: async (request, params = {}) => {
    const sent = request.method === 'GET' ? queryOf(request.url) : await request.body()
    if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return sent
    for (const [name, value] of Object.entries(sent)) {
      if (Object.hasOwn(params, name) && params[name] !== value)
        throw new Refusal('bad-payload', { field: name })
    }
    return { ...sent, ...params }
  },
  encode: (output) => ({ status: 200, headers: {}, body: output }),
  encodeError: (error) => ({ status: error.status, headers: {}, body: error.toJSON() }),
}

function queryOf({ searchParams }: URL): unknown {
  return brackets.deserialize([...searchParams])
}
