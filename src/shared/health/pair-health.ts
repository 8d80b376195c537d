import { leadingCertificate } from '../certificates/leading.ts'
import type { CertificatePair, PairState } from '../certificates/model.ts'

/** How well something is: all right, soon to be looked after, broken, or nothing to judge. */
export type Tone = 'good' | 'soon' | 'bad' | 'quiet'

/**
 * What a person is offered to do about a pair. `reissue` is 换发, which replaces an RSA certificate by an SM2 one;
 * `resume` is 解除挂失.
 */
export type PairAction = 'renew' | 'reissue' | 'issue' | 'resume' | 'refresh' | 'view'

export type PairHealth = {
  readonly tone: Tone
  readonly action: PairAction
  /** What the sentence explains: the state of the pair, a missing key, or an old key type. */
  readonly reason: 'state' | 'keyless' | 'rsa'
}

const byState: Readonly<Record<PairState, readonly [Tone, PairAction]>> = {
  valid: ['good', 'view'],
  expiring: ['soon', 'renew'],
  expired: ['bad', 'renew'],
  'not-yet-valid': ['quiet', 'view'],
  suspended: ['soon', 'resume'],
  revoked: ['bad', 'issue'],
  incomplete: ['soon', 'issue'],
  mismatched: ['bad', 'issue'],
  'clock-wrong': ['soon', 'refresh'],
  kept: ['quiet', 'view'],
}

export const isRsa = (pair: CertificatePair): boolean =>
  leadingCertificate(pair)?.keyType.startsWith('RSA') ?? false

/** Whether this pair is all right, and if not, what the person can do. */
export const pairHealth = (pair: CertificatePair): PairHealth => {
  const [tone, action] = byState[pair.state]
  if (!pair.usable && tone === 'good') return { tone: 'quiet', action: 'view', reason: 'keyless' }
  if (pair.state === 'valid' && isRsa(pair)) return { tone, action: 'reissue', reason: 'rsa' }
  return { tone, action, reason: 'state' }
}
