import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'

export type TokenNaming = { rename(tokenId: string, typed: string): void }

export const tokensHandlers = ({ rename }: TokenNaming): Slice<'tokens'> => ({
  tokens: { rename: api.tokens.rename.handler(({ input }) => rename(input.tokenId, input.nickname)) },
})
