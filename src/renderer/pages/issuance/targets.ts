import type { Capability, Snapshot, TokenView } from '../../../shared/models/index.ts'
import { isOpen } from '../../words/transaction.ts'

export type Target = { readonly kind: 'ukey'; readonly tokenId: string } | { readonly kind: 'soft' }

/** Why a token cannot take a new certificate now. */
export type Obstacle = 'locked' | 'lacks' | 'busy' | 'unfinished' | 'notSet'

export type UkeyChoice = { readonly token: TokenView; readonly obstacle: Obstacle | null }

const needed: readonly Capability[] = [
  'sm2-generate',
  'sm2-sign',
  'sm2-decrypt',
  'import-pair',
  'write-certificate',
]

const obstacleOf = (token: TokenView, snapshot: Snapshot): Obstacle | null => {
  if (snapshot.transactions.some((one) => one.tokenId === token.id && isOpen(one))) return 'unfinished'
  if (!needed.every((capability) => token.capabilities.includes(capability))) return 'lacks'
  if (!token.pin.initialised) return 'notSet'
  if (token.pin.locked) return 'locked'
  return token.busy === null ? null : 'busy'
}

/** The plugged-in Ukeys, each with what stands in its way. */
export const ukeyChoices = (snapshot: Snapshot): readonly UkeyChoice[] =>
  snapshot.tokens
    .filter(({ kind }) => kind === 'ukey')
    .map((token) => ({ token, obstacle: obstacleOf(token, snapshot) }))

/** A plugged Ukey comes first, else the soft certificate; the one a person came from before all. */
export const firstChoice = (snapshot: Snapshot, cameFrom: string | null): Target => {
  const free = ukeyChoices(snapshot).filter(({ obstacle }) => obstacle === null)
  const softAsked = snapshot.tokens.some(({ id, kind }) => id === cameFrom && kind === 'soft')
  const chosen = free.find(({ token }) => token.id === cameFrom) ?? free[0]
  return chosen && !softAsked ? { kind: 'ukey', tokenId: chosen.token.id } : { kind: 'soft' }
}

export type Plan = 'softFirst' | 'softAgain' | 'ukeyEmpty' | 'ukeyReplace'

/** What will happen to which token, as one of the four stories told before anything is done. */
export const planOf = (snapshot: Snapshot, target: Target): Plan => {
  const hasPairs = ({ pairs }: TokenView) => pairs.length > 0
  if (target.kind === 'soft')
    return snapshot.tokens.some((token) => token.kind === 'soft' && hasPairs(token))
      ? 'softAgain'
      : 'softFirst'
  const token = snapshot.tokens.find(({ id }) => id === target.tokenId)
  return token && hasPairs(token) ? 'ukeyReplace' : 'ukeyEmpty'
}

/** The target is still what it was when the person chose it. */
export const isStillFree = (snapshot: Snapshot, target: Target): boolean =>
  target.kind === 'soft' ||
  ukeyChoices(snapshot).some(({ token, obstacle }) => token.id === target.tokenId && obstacle === null)
