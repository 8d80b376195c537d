import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'
import { longestNickname } from './nickname.ts'

export const tokensContract = {
  /** Gives a token a name of the person's own. An empty one gives it its own name back. */
  rename: base.input(z.object({ tokenId: id, nickname: z.string().max(longestNickname) })).output(nothing),
}
