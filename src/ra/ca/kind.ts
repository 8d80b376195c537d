import { certificatePoliciesExtension, type Extension } from '../../pki/x509/index.ts'
import type { CertificateKind } from '../records.ts'

/**
 * The policies that mark the kind of a certificate. The numbers are our own (ITU-T X.667: each made of a UUID), because a
 * demonstration must not use those of a real authority.
 */
export const kindPolicies: Readonly<Record<Exclude<CertificateKind, 'ordinary'>, string>> = {
  'one-for-all': '2.25.47705053320332250173059605842646934658',
  'business-only': '2.25.143504793998976281190769108829353414436',
}

/** An ordinary certificate carries no mark. */
export function kindExtensions(kind: CertificateKind): readonly Extension[] {
  return kind === 'ordinary' ? [] : [certificatePoliciesExtension([kindPolicies[kind]])]
}
