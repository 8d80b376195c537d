import { accountAt } from '../account/account-at.ts'
import { leadingCertificate } from '../certificates/leading.ts'
import { isAllReplaced } from '../health/replaced.ts'
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

/** Why nobody can log in to a token, whatever for. */
export const pinObstacle = ({
  pin,
}: Pick<TokenView, 'pin'>): Extract<Obstacle, 'notSet' | 'locked'> | null => {
  if (!pin.initialised) return 'notSet'
  return pin.locked ? 'locked' : null
}

/** The property of the token itself that prevents a new certificate, whatever else goes on. */
export const lastingObstacle = ({
  capabilities,
  pin,
}: Pick<TokenView, 'capabilities' | 'pin'>): Extract<Obstacle, 'lacks' | 'notSet' | 'locked'> | null => {
  if (!needed.every((capability) => capabilities.includes(capability))) return 'lacks'
  return pinObstacle({ pin })
}

const obstacleOf = (token: TokenView, snapshot: Snapshot): Obstacle | null => {
  if (snapshot.transactions.some((one) => one.tokenId === token.id && isOpen(one))) return 'unfinished'
  return lastingObstacle(token) ?? (token.busy === null ? null : 'busy')
}

/** The business that works on a token now; null if none does. */
export const businessOn = ({ tokens }: Pick<Snapshot, 'tokens'>, tokenId: string): string | null =>
  tokens.find(({ id }) => id === tokenId)?.busy ?? null

/** The Ukeys that are plugged in, each with the obstacle in its way. */
export const ukeyChoices = (snapshot: Snapshot): readonly UkeyChoice[] =>
  snapshot.tokens
    .filter(({ kind }) => kind === 'ukey')
    .map((token) => ({ token, obstacle: obstacleOf(token, snapshot) }))

/**
 * The first choice: the token a person came from, else an empty Ukey, else one that holds a certificate, else a soft
 * certificate. A Ukey is never proposed if it is `unfit`, or if its certificate was replaced by one elsewhere.
 */
export const firstChoice = (
  snapshot: Snapshot,
  cameFrom: string | null,
  unfit: (token: TokenView) => boolean = () => false,
): Target => {
  const free = ukeyChoices(snapshot).filter(({ obstacle }) => obstacle === null)
  const softAsked = snapshot.tokens.some(({ id, kind }) => id === cameFrom && kind === 'soft')
  const fit = free.filter(({ token }) => !unfit(token) && !isAllReplaced(token, snapshot.tokens))
  const empty = fit.find(({ token }) => token.pairs.length === 0)
  const chosen = free.find(({ token }) => token.id === cameFrom) ?? empty ?? fit[0]
  return chosen && !softAsked ? { kind: 'ukey', tokenId: chosen.token.id } : { kind: 'soft' }
}

/** The tokens whose certificates a new one may replace. */
const concerned = ({ tokens }: Snapshot, target: Target): readonly TokenView[] =>
  tokens.filter((token) => (target.kind === 'soft' ? token.kind === 'soft' : token.id === target.tokenId))

/** Another authority's certificate stays as it is, whoever its holder is. */
const isForeign = (view: CertificateView, issuerId: string): boolean =>
  view.issuerId !== null && view.issuerId !== issuerId

// An authority may write a longer name into a certificate than the account has.
const isSame = (holder: string, applicant: string): boolean =>
  holder.includes(applicant) || applicant.includes(holder)

/**
 * What is already where the new certificate goes: the holder's own certificate, which will be replaced, and the names
 * of other holders on the same Ukey, whose certificates will stay.
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

/** What will happen to the chosen token: one of the four plans that the person reads before anything is done. */
export const planOf = (snapshot: Snapshot, target: Target, issuerId: string): Plan => {
  const { own } = inPlaceOf(snapshot, target, issuerId)
  if (target.kind === 'soft') return own ? 'softAgain' : 'softFirst'
  return own ? 'ukeyReplace' : 'ukeyEmpty'
}

/** Whether the target is still as it was when the person chose it. */
export const isStillFree = (snapshot: Snapshot, target: Target): boolean =>
  target.kind === 'soft' ||
  ukeyChoices(snapshot).some(({ token, obstacle }) => token.id === target.tokenId && obstacle === null)

const isUsed = ({ usable, state }: CertificatePair): boolean =>
  usable && (state === 'valid' || state === 'expiring')

/**
 * The other tokens whose certificate ends with the new one, because an authority keeps only one pair of an account in
 * force.
 */
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
