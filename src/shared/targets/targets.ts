import { accountAt } from '../account/account-at.ts'
import { leadingCertificate } from '../certificates/leading.ts'
import type { Capability, CertificatePair, CertificateView, Snapshot, TokenView } from '../models/index.ts'
import { isOpen } from '../transactions/progress.ts'
import type { Target } from './model.ts'

export type { Target }

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

/** What about the token itself keeps a new certificate from it, whatever else is going on. */
export const lastingObstacle = ({
  capabilities,
  pin,
}: Pick<TokenView, 'capabilities' | 'pin'>): Extract<Obstacle, 'lacks' | 'notSet' | 'locked'> | null => {
  if (!needed.every((capability) => capabilities.includes(capability))) return 'lacks'
  if (!pin.initialised) return 'notSet'
  return pin.locked ? 'locked' : null
}

const obstacleOf = (token: TokenView, snapshot: Snapshot): Obstacle | null => {
  if (snapshot.transactions.some((one) => one.tokenId === token.id && isOpen(one))) return 'unfinished'
  return lastingObstacle(token) ?? (token.busy === null ? null : 'busy')
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

/** The tokens whose certificates a new one may take the place of. */
const concerned = ({ tokens }: Snapshot, target: Target): readonly TokenView[] =>
  tokens.filter((token) => (target.kind === 'soft' ? token.kind === 'soft' : token.id === target.tokenId))

/** Another authority's certificate stays as it is, whoever holds it. */
const isForeign = (view: CertificateView, issuerId: string): boolean =>
  view.issuerId !== null && view.issuerId !== issuerId

// An authority may put more into a name than the account is called by.
const isSame = (holder: string, applicant: string): boolean =>
  holder.includes(applicant) || applicant.includes(holder)

/**
 * What lies where the new certificate goes: the holder's own certificate, which it takes the place of, and the names
 * of others on the same Ukey, whose certificates it leaves as they are.
 */
export const inPlaceOf = (
  snapshot: Snapshot,
  target: Target,
  issuerId: string,
): { readonly own: CertificateView | null; readonly others: readonly string[] } => {
  const account = accountAt(snapshot, issuerId)
  const applicant = account.state === 'signed-in' ? account.applicantName : null
  const views = concerned(snapshot, target).flatMap(({ pairs }) =>
    pairs.flatMap((one) => leadingCertificate(one) ?? []),
  )
  const isOwn = (view: CertificateView) =>
    !isForeign(view, issuerId) && (applicant === null || isSame(view.holder, applicant))
  const own = views.filter(isOwn).toSorted((one, other) => other.notAfter.localeCompare(one.notAfter))
  const strange = target.kind === 'soft' || own.length > 0 ? [] : views.map(({ holder }) => holder)
  return { own: own[0] ?? null, others: [...new Set(strange)] }
}

export type Plan = 'softFirst' | 'softAgain' | 'ukeyEmpty' | 'ukeyReplace'

/** What will happen to which token, as one of the four stories told before anything is done. */
export const planOf = (snapshot: Snapshot, target: Target, issuerId: string): Plan => {
  const { own } = inPlaceOf(snapshot, target, issuerId)
  if (target.kind === 'soft') return own ? 'softAgain' : 'softFirst'
  return own ? 'ukeyReplace' : 'ukeyEmpty'
}

/** The target is still what it was when the person chose it. */
export const isStillFree = (snapshot: Snapshot, target: Target): boolean =>
  target.kind === 'soft' ||
  ukeyChoices(snapshot).some(({ token, obstacle }) => token.id === target.tokenId && obstacle === null)

const isUsed = ({ usable, state }: CertificatePair): boolean =>
  usable && (state === 'valid' || state === 'expiring')

/** The other tokens whose certificate ends with the new one: an authority keeps one pair of an account in force. */
export const endingWith = (snapshot: Snapshot, target: Target, issuerId: string): readonly TokenView[] => {
  const { tokens } = snapshot
  const account = accountAt(snapshot, issuerId)
  if (account.state !== 'signed-in') return []
  const isOwn = (pair: CertificatePair): boolean => {
    const view = leadingCertificate(pair)
    return view?.issuerId === issuerId && isSame(view.holder, account.applicantName)
  }
  const there = concerned(snapshot, target)
  return tokens.filter((one) => !there.includes(one) && one.pairs.some((pair) => isUsed(pair) && isOwn(pair)))
}
