import type { StandardRPCCustomJsonSerializer } from '@orpc/client/standard'

/** What the pages of a window ask for is shorter than this; the tokens of an agency are not. */
const long = 64

/**
 * A long list travels as one text. All that the contract carries is plain JSON, which Node writes many times as fast
 * as the RPC library can look into every entry for what JSON cannot say.
 */
export const longLists: StandardRPCCustomJsonSerializer = {
  type: 20,
  condition: (value) => Array.isArray(value) && value.length > long,
  serialize: (list) => JSON.stringify(list),
  deserialize: (text) => {
    if (typeof text !== 'string') throw new TypeError('a long list travels as a text')
    const list: unknown = JSON.parse(text)
    return list
  },
}
