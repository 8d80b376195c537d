import type { StandardRPCCustomJsonSerializer } from '@orpc/client/standard'

/** What the pages of a window ask for is shorter than this; the tokens of an agency are not. */
const long = 64

/** A list in a coat: the RPC library takes it as it is, and JSON writes the list. */
class Coat {
  readonly #list: unknown

  constructor(list: unknown) {
    this.#list = list
  }

  toJSON(): unknown {
    return this.#list
  }
}

/**
 * A long list is written at once. The RPC library looks into every value for what JSON cannot say, and takes longer
 * over that than over the writing; but all that the contract carries is plain JSON.
 */
export const longLists: StandardRPCCustomJsonSerializer = {
  type: 20,
  condition: (value) => Array.isArray(value) && value.length > long,
  serialize: (list) => new Coat(list),
  deserialize: (list) => list,
}
