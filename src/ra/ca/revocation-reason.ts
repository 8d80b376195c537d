import type { RevocationReason } from '../../pki/x509/index.ts'

const reasons: Readonly<Record<string, RevocationReason>> = {
  'key-compromised': 'keyCompromise',
  lost: 'keyCompromise',
  'affiliation-changed': 'affiliationChanged',
  superseded: 'superseded',
  'no-longer-used': 'cessationOfOperation',
  suspended: 'certificateHold',
}

/** Our reasons, expressed as those of RFC 5280 5.3.1. */
export function crlReason(reason: string | null): RevocationReason {
  return reasons[reason ?? ''] ?? 'unspecified'
}

/** The reverse: the first of our reasons that is expressed this way. */
export function storedReason(told: RevocationReason): string {
  return Object.entries(reasons).find(([, reason]) => reason === told)?.[0] ?? 'no-longer-used'
}
