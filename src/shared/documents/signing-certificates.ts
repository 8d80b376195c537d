import type { CertificatePair, CertificateView, PairState } from '../certificates/model.ts'
import type { Place } from '../places/place.ts'
import type { ReadableSeal, SealView } from '../seals/model.ts'
import { pinObstacle } from '../targets/targets.ts'
import type { TokenView } from '../tokens/model.ts'

/** Why a certificate cannot sign now. */
export type SigningObstacle =
  | 'expired'
  | 'not-yet-valid'
  | 'suspended'
  | 'revoked'
  | 'keyless'
  | 'locked'
  | 'pin-not-set'
  | 'busy'
  | 'unusable'

export type SigningCertificate = {
  readonly view: CertificateView
  readonly token: TokenView
  readonly obstacle: SigningObstacle | null
  /** Where the obstacle is overcome; null if waiting is all that helps. */
  readonly next: Place | null
}

const ofState: Readonly<Record<PairState, SigningObstacle | null>> = {
  valid: null,
  expiring: null,
  // The computer's clock is wrong, not the certificate; the signature says so itself.
  'clock-wrong': null,
  expired: 'expired',
  'not-yet-valid': 'not-yet-valid',
  suspended: 'suspended',
  revoked: 'revoked',
  incomplete: 'unusable',
  mismatched: 'unusable',
  kept: 'unusable',
}

const obstacleOf = (token: TokenView, pair: CertificatePair): SigningObstacle | null => {
  const ofPair = ofState[pair.state]
  if (ofPair !== null) return ofPair
  if (!pair.usable) return 'keyless'
  const pin = pinObstacle(token)
  if (pin !== null) return pin === 'locked' ? 'locked' : 'pin-not-set'
  return token.busy === null ? null : 'busy'
}

const nextOf = (obstacle: SigningObstacle | null, view: CertificateView): Place | null => {
  const { tokenId } = view
  switch (obstacle) {
    case 'expired':
      return { page: 'renewal', certificateId: view.id }
    case 'revoked':
    case 'keyless':
      return { page: 'issue', tokenId }
    case 'locked':
      return { page: 'unlock', tokenId }
    case 'pin-not-set':
      return { page: 'pin', tokenId }
    case 'suspended':
    case 'unusable':
      return { page: 'certificates' }
    default:
      return null
  }
}

/** The certificates that are here to sign with, those that can come first. A pair that was replaced is not listed. */
export const signingCertificates = (tokens: readonly TokenView[]): readonly SigningCertificate[] =>
  tokens
    .flatMap((token) =>
      token.pairs.flatMap((pair): readonly SigningCertificate[] => {
        const view = pair.signing
        if (view === null || pair.state === 'kept') return []
        const obstacle = obstacleOf(token, pair)
        return [{ view, token, obstacle, next: nextOf(obstacle, view) }]
      }),
    )
    .toSorted((one, other) => Number(one.obstacle !== null) - Number(other.obstacle !== null))

/** The seals that can be set with a certificate: beside it on its token, in force, and for it. */
export const sealsFor = (
  seals: readonly SealView[],
  { id, tokenId }: CertificateView,
): readonly ReadableSeal[] =>
  seals.filter(
    (seal): seal is ReadableSeal =>
      seal.kind === 'seal' &&
      seal.tokenId === tokenId &&
      seal.state === 'usable' &&
      seal.certificateId === id,
  )

/** Whether a seal is here that could be set now. */
export const isSealAtHand = (tokens: readonly TokenView[], seals: readonly SealView[]): boolean =>
  signingCertificates(tokens).some(
    ({ view, obstacle }) => obstacle === null && sealsFor(seals, view).length > 0,
  )

/** The keys that may open a sealed file: those of encryption certificates, also of pairs that were replaced. */
export const openingKeys = (
  tokens: readonly TokenView[],
): readonly { readonly view: CertificateView; readonly token: TokenView; readonly kept: boolean }[] =>
  tokens.flatMap((token) =>
    token.pairs.flatMap(({ signing, encryption, state }) => {
      const view = encryption ?? (signing?.use === 'both' ? signing : null)
      return view === null ? [] : [{ view, token, kept: state === 'kept' }]
    }),
  )
