import { StandardBracketNotationSerializer } from '@orpc/openapi-client/standard'
import type { StandardCodec } from '@orpc/server/standard'
import { Refusal } from '../refusal.ts'

const brackets = new StandardBracketNotationSerializer()

/**
 * JSON as it stands, in and out: everything the contract carries is plain JSON. What the path names cannot be
 * something else in the body or the query.
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
