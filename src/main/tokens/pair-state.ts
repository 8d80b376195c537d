import type { HeldPair } from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import type { PairState } from '../../shared/models/index.ts'
import { daysUntil } from '../certificates/certificate-view.ts'

export type PairContext = {
  /** The computer's clock. */
  readonly now: Date
  /** The time of an issuer's authority as far as it is known; the same as `now` where no clocks were compared. */
  readonly trueNow: (issuerId: string | null) => Date
  /** Days before the end from which an issuer reminds. */
  readonly remindFrom: (issuerId: string | null) => number
  /** Whose rules count for a certificate; null where nobody knows. */
  readonly issuerOf: (certificate: Certificate) => string | null
  readonly isRevoked: (certificate: Certificate) => boolean
}

type InTime = 'valid' | 'expiring' | 'expired' | 'not-yet-valid'

const inTime = (certificate: Certificate, now: Date, remindFrom: number): InTime => {
  if (now < certificate.notBefore) return 'not-yet-valid'
  if (now > certificate.notAfter) return 'expired'
  return daysUntil(certificate.notAfter, now) <= remindFrom ? 'expiring' : 'valid'
}

const worst: readonly InTime[] = ['expired', 'not-yet-valid', 'expiring', 'valid']

const worstOf = (states: readonly InTime[]): InTime =>
  worst.find((state) => states.includes(state)) ?? 'valid'

/** Whether a wrong clock would tell another story: only then the clock is the thing to mend. */
const clockMatters = (asShown: InTime, asTrue: InTime): boolean =>
  asShown !== asTrue && [asShown, asTrue].some((state) => state === 'expired' || state === 'not-yet-valid')

/** The one thing to say of a pair: what cannot be mended by waiting comes first. */
export const pairStateOf = (pair: HeldPair, context: PairContext): PairState => {
  const certificates = [pair.signing, pair.encryption].flatMap((one) => (one ? [one.certificate] : []))
  if (certificates.some(context.isRevoked)) return 'revoked'
  const at = (now: (issuerId: string | null) => Date): InTime =>
    worstOf(
      certificates.map((certificate) => {
        const issuerId = context.issuerOf(certificate)
        return inTime(certificate, now(issuerId), context.remindFrom(issuerId))
      }),
    )
  const asShown = at(() => context.now)
  const asTrue = at(context.trueNow)
  if (clockMatters(asShown, asTrue)) return 'clock-wrong'
  if (asTrue === 'expired' || asTrue === 'not-yet-valid') return asTrue
  if (pair.mismatched) return 'mismatched'
  if (pair.incomplete) return 'incomplete'
  return asTrue
}
