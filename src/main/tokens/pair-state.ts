import type { HeldPair } from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import type { PairState } from '../../shared/models/index.ts'
import { daysUntil } from '../certificates/certificate-view.ts'

/** Whether an authority lets a certificate be used. A suspension (挂失) can be ended, a revocation cannot. */
export type Standing = 'good' | 'suspended' | 'revoked'

export type PairContext = {
  /** The computer's clock. */
  readonly now: Date
  /** The time of an issuer's authority as far as it is known; the same as `now` if no clocks were compared. */
  readonly trueNow: (issuerId: string | null) => Date
  /** Days before the end from which an issuer reminds. */
  readonly remindFrom: (issuerId: string | null) => number
  /** The issuer whose rules apply to a certificate; null if it is not known. */
  readonly issuerOf: (certificate: Certificate) => string | null
  /** What is known about it from its authority, which may have suspended or revoked it. */
  readonly standing: (certificate: Certificate) => Standing
}

type InTime = 'valid' | 'expiring' | 'expired' | 'not-yet-valid'

const inTime = (certificate: Certificate, now: Date, remindFrom: number): InTime => {
  if (now.getTime() < certificate.notBefore.getTime()) return 'not-yet-valid'
  if (now.getTime() > certificate.notAfter.getTime()) return 'expired'
  return daysUntil(certificate.notAfter, now) <= remindFrom ? 'expiring' : 'valid'
}

const worst: readonly InTime[] = ['expired', 'not-yet-valid', 'expiring', 'valid']

const worstOf = (states: readonly InTime[]): InTime =>
  worst.find((state) => states.includes(state)) ?? 'valid'

/** Whether the wrong clock leads to another state. Only then the clock is what the person must correct. */
const clockMatters = (asShown: InTime, asTrue: InTime): boolean =>
  asShown !== asTrue && [asShown, asTrue].some((state) => state === 'expired' || state === 'not-yet-valid')

/** The one state to show for a pair. What waiting cannot mend comes first. */
export const pairStateOf = (pair: HeldPair, context: PairContext): PairState => {
  const certificates = [pair.signing, pair.encryption].flatMap((one) => (one ? [one.certificate] : []))
  const standings = certificates.map(context.standing)
  if (standings.includes('revoked')) return 'revoked'
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
  if (standings.includes('suspended')) return 'suspended'
  if (pair.mismatched) return 'mismatched'
  if (pair.incomplete) return 'incomplete'
  return asTrue
}
