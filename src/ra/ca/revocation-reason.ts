import type { RevocationReason } from '../../pki/x509/index.ts'

const reasons: Readonly<Record<string, RevocationReason>> = {
  'key-compromised': 'keyCompromise',
  lost: 'keyCompromise',
  'affiliation-changed': 'affiliationChanged',
  superseded: 'superseded',
  'no-longer-used': 'cessationOfOperation',
  suspended: 'certificateHold',
}

/** Our reasons in the words of RFC 5280 5.3.1. */
export function crlReason(reason: string | null): RevocationReason {
  return reasons[reason ?? ''] ?? 'unspecified'
}
