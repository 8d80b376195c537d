import { leadingCertificate } from '../certificates/leading.ts'
import type { CertificatePair, CertificateView } from '../certificates/model.ts'
import { connectionOf } from '../connection/connection-of.ts'
import { isReplaced } from '../health/replaced.ts'
import { issuerById } from '../issuers/issuer-rules.ts'
import type { IssuerBusiness, IssuerView } from '../issuers/model.ts'
import type { Place } from '../places/place.ts'
import { isRenewedBy, renewalOf } from '../renewal/rows.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { lastingObstacle, pinObstacle, ukeyChoices } from '../targets/targets.ts'
import type { TokenView } from '../tokens/model.ts'
import { isUpgradedBy, upgradeOf } from '../upgrade/rows.ts'

export const businessKinds = [
  'issue',
  'renew',
  'upgrade',
  'replacement',
  'unlock',
  'pin',
  'backup',
  'rehearsal',
] as const
export type BusinessKind = (typeof businessKinds)[number]

/** Why a business is not possible now. */
export type BusinessBar =
  | 'offline'
  | 'issuer-unknown'
  | 'issuer-not-connected'
  | 'issuer-lacks'
  | 'no-certificate'
  | 'pin-locked'
  | 'pin-not-set'
  | 'pin-not-locked'
  | 'key-lacks'
  | 'key-busy'
  | 'unfinished'
  | 'cannot-change-pin'
  | 'ukey-stays'
  | 'nothing-encrypted'

/** One business for one certificate: where it is done, or why it is not. */
export type BusinessOffer = {
  readonly kind: BusinessKind
  readonly place: Place
  readonly bar: BusinessBar | null
  /** Whether it was begun, so that it goes on. */
  readonly begun: boolean
}

/** What a person does business with: a certificate on a token, or a token without one. */
export type Subject = {
  readonly id: string
  readonly token: TokenView
  readonly pair: CertificatePair | null
  readonly view: CertificateView | null
}

/** The certificates that are here and were not replaced by another one, and the tokens without any. */
export const subjectsOf = ({ tokens }: Pick<Snapshot, 'tokens'>): readonly Subject[] =>
  tokens.flatMap((token): readonly Subject[] => {
    if (token.pairs.length === 0) return [{ id: token.id, token, pair: null, view: null }]
    return token.pairs
      .filter((pair) => !isReplaced(pair, tokens))
      .map((pair) => ({ id: pair.id, token, pair, view: leadingCertificate(pair) }))
  })

type Bars = readonly (BusinessBar | null | false)[]

const firstOf = (bars: Bars): BusinessBar | null => bars.find((bar) => bar !== null && bar !== false) || null

/** What only the authority can do: its file must name the business, and it must be in reach. */
const authorityBar = (
  snapshot: Snapshot,
  issuer: IssuerView | null,
  business: IssuerBusiness,
): BusinessBar | null => {
  if (issuer === null) return 'issuer-unknown'
  if (!issuer.businesses.includes(business)) return 'issuer-lacks'
  if (!issuer.connected) return 'issuer-not-connected'
  return connectionOf(snapshot, issuer.id).state === 'offline' ? 'offline' : null
}

const obstacles = {
  locked: 'pin-locked',
  lacks: 'key-lacks',
  busy: 'key-busy',
  unfinished: 'unfinished',
  notSet: 'pin-not-set',
} as const

const issueBar = (snapshot: Snapshot, token: TokenView): BusinessBar | null => {
  if (token.kind === 'soft') return null // a soft certificate is made anew
  const choice = ukeyChoices(snapshot).find((one) => one.token.id === token.id)
  const obstacle = choice?.obstacle ?? lastingObstacle(token)
  return obstacle === null ? null : obstacles[obstacle]
}

const offer = (kind: BusinessKind, place: Place, bars: Bars, begun = false): BusinessOffer => ({
  ...{ kind, place, begun },
  bar: begun ? null : firstOf(bars),
})

const renewal = (
  snapshot: Snapshot,
  view: CertificateView | null,
  issuer: IssuerView | null,
): BusinessOffer => {
  if (view === null) return offer('renew', { page: 'renewals' }, ['no-certificate'])
  const begun = renewalOf(snapshot, view)
  if (begun) return offer('renew', { page: 'renewal-progress', transactionId: begun.id }, [], true)
  return offer('renew', { page: 'renewal', certificateId: view.id }, [
    issuer !== null && !isRenewedBy(snapshot, view.issuerId) && 'issuer-lacks',
    authorityBar(snapshot, issuer, 'renew'),
  ])
}

const upgrade = (
  snapshot: Snapshot,
  view: CertificateView | null,
  issuer: IssuerView | null,
): BusinessOffer => {
  if (view === null) return offer('upgrade', { page: 'upgrades' }, ['no-certificate'])
  const begun = upgradeOf(snapshot, view)
  if (begun) return offer('upgrade', { page: 'upgrade-progress', upgradeId: begun.id }, [], true)
  return offer('upgrade', { page: 'upgrade', certificateId: view.id }, [
    authorityBar(snapshot, issuer, 'upgrade'),
    !isUpgradedBy(snapshot, view.issuerId) && 'issuer-lacks',
  ])
}

const pinBar = (token: TokenView): BusinessBar | null => {
  const obstacle = pinObstacle(token)
  if (obstacle !== null) return obstacles[obstacle]
  return token.capabilities.includes('change-pin') ? null : 'cannot-change-pin'
}

const rehearsed = (pair: CertificatePair | null): CertificateView | null =>
  pair?.encryption ?? (pair?.signing?.use === 'both' ? pair.signing : null)

/**
 * Every business with one certificate or empty token, in the order in which they are shown. The judgements are those
 * of the businesses themselves; what only an authority can say, their pages ask it.
 */
export const offersFor = (snapshot: Snapshot, { token, pair, view }: Subject): readonly BusinessOffer[] => {
  const tokenId = token.id
  const issuer = view === null ? snapshot.issuer : issuerById(snapshot, view.issuerId)
  const opened = rehearsed(pair)
  return [
    offer('issue', { page: 'issue', tokenId }, [
      issueBar(snapshot, token),
      authorityBar(snapshot, snapshot.issuer, 'issue'),
    ]),
    renewal(snapshot, view, issuer),
    upgrade(snapshot, view, issuer),
    offer('replacement', { page: 'replacement', issuerId: issuer?.id ?? null }, [
      authorityBar(snapshot, issuer, 'replace'),
    ]),
    offer('unlock', { page: 'unlock', tokenId }, [
      !token.pin.locked && 'pin-not-locked',
      authorityBar(snapshot, issuer, 'unlock'),
    ]),
    offer('pin', { page: 'pin', tokenId }, [pinBar(token)]),
    offer('backup', { page: 'backup', tokenId }, [token.kind === 'ukey' && 'ukey-stays']),
    offer('rehearsal', { page: 'decryption-rehearsal', certificateId: opened?.id ?? null }, [
      opened === null && 'nothing-encrypted',
    ]),
  ]
}
