import { OID } from '../oids.ts'
import {
  authorityAccessExtension,
  authorityKeyIdExtension,
  basicConstraintsExtension,
  crlUrlsExtension,
  extendedKeyUsageExtension,
  keyIdentifier,
  keyUsageExtension,
  subjectKeyIdExtension,
} from './build.ts'
import type { Extension, KeyUsage } from './extensions.ts'

/** The kinds of certificate that our authority issues. */
export type CertificateProfile = 'root' | 'issuing-ca' | 'signing' | 'encryption' | 'ocsp' | 'seal-maker'

export type ProfileInput = {
  readonly publicKey: Uint8Array
  readonly issuerPublicKey: Uint8Array
  readonly crlUrls?: readonly string[]
  readonly ocspUrls?: readonly string[]
  readonly caIssuerUrls?: readonly string[]
  /** Identity and other extensions, put last. */
  readonly extra?: readonly Extension[]
}

const USAGES: Readonly<Record<CertificateProfile, readonly KeyUsage[]>> = {
  root: ['keyCertSign', 'cRLSign'],
  'issuing-ca': ['keyCertSign', 'cRLSign'],
  signing: ['digitalSignature', 'nonRepudiation'],
  encryption: ['keyEncipherment', 'dataEncipherment'],
  ocsp: ['digitalSignature'],
  'seal-maker': ['digitalSignature', 'nonRepudiation'],
}

/** Only authorities have any. GmSSL refuses the empty sequence that DER makes of "no authority". */
function constraints(profile: CertificateProfile): readonly Extension[] {
  if (profile === 'issuing-ca') return [basicConstraintsExtension(true, 0)]
  return profile === 'root' ? [basicConstraintsExtension(true)] : []
}

function purposes(profile: CertificateProfile): readonly Extension[] {
  if (profile === 'ocsp') return [extendedKeyUsageExtension([OID.ocspSigning])]
  if (profile === 'seal-maker') return [extendedKeyUsageExtension([OID.sealMaking])]
  if (profile === 'signing') return [extendedKeyUsageExtension([OID.clientAuth, OID.emailProtection])]
  return []
}

/** The extensions a certificate of this kind carries: usage, constraints, key identifiers, addresses. */
export function profileExtensions(profile: CertificateProfile, input: ProfileInput): readonly Extension[] {
  const { crlUrls = [], ocspUrls = [], caIssuerUrls = [], extra = [] } = input
  const access = ocspUrls.length + caIssuerUrls.length > 0
  return [
    keyUsageExtension(USAGES[profile]),
    ...constraints(profile),
    ...purposes(profile),
    subjectKeyIdExtension(keyIdentifier(input.publicKey)),
    authorityKeyIdExtension(keyIdentifier(input.issuerPublicKey)),
    ...(crlUrls.length > 0 ? [crlUrlsExtension(crlUrls)] : []),
    ...(access ? [authorityAccessExtension(ocspUrls, caIssuerUrls)] : []),
    ...extra,
  ]
}
