import type { PresentToken, Token, TokenFacts } from '../../native/token.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import { pinObstacle } from '../../shared/targets/targets.ts'
import { type GivenPin, typedIn } from './given-pin.ts'

// What every business asks before it logs in to a token.

export const isUnsure = ({ pin }: Pick<TokenFacts, 'pin'>, { tries }: Pick<GivenPin, 'tries'>): boolean =>
  pin.lastTry && tries === 'careful'

/** Uses the token's count of this moment, because another program may have used tries meanwhile. */
export const refuseUnsure = async (token: Token, given: GivenPin): Promise<void> => {
  if (isUnsure(await token.facts(), given)) throw new AssistantError('last-try-unconfirmed')
}

/** The error for each obstacle of the token itself. */
export const refusalOf = {
  lacks: 'token-lacks',
  notSet: 'pin-not-initialised',
  locked: 'pin-locked',
} as const

/** A short business asks before it asks for the PIN: whether anybody can log in, and whether another business is on it. */
export const refuseUnready = (
  { facts }: { readonly facts: Pick<TokenFacts, 'pin'> },
  busy: string | null,
): void => {
  if (busy !== null) throw new AssistantError('busy-with-other')
  const obstacle = pinObstacle(facts)
  if (obstacle !== null) throw new AssistantError(refusalOf[obstacle])
}

export type OpenTarget = {
  readonly token: Token
  /** null if it is typed on the key's own keypad. */
  readonly pin: Pin | null
}

/** The token with its PIN, or without one if the PIN is typed on the key's own keypad. */
export const openedWith = ({ token, facts }: PresentToken, given: GivenPin): OpenTarget => ({
  token,
  pin: facts.pin.entryOnDevice ? null : typedIn(given),
})
