import type { CertificatePair, PairState } from './model.ts'

/** The certificate that stands for a pair: the signing certificate if there is one. */
export const leadingCertificate = <T>(pair: {
  readonly signing: T | null
  readonly encryption: T | null
}): T | null => pair.signing ?? pair.encryption

const order: readonly PairState[] = [
  'valid',
  'expiring',
  'clock-wrong',
  'not-yet-valid',
  'incomplete',
  'mismatched',
  'expired',
  'suspended',
  'revoked',
  'kept',
]

const rank = ({ state, usable }: CertificatePair): number =>
  order.indexOf(state) + (usable ? 0 : order.length)

/** The pair that a person works with. An old certificate that is kept beside a new one does not stand for its token. */
export const leadingPair = (pairs: readonly CertificatePair[]): CertificatePair | null =>
  pairs.toSorted((one, other) => rank(one) - rank(other))[0] ?? null
