import { OID } from '../oids.ts'
import type { ChainOptions, ChainProblem } from './chain-model.ts'
import type { Certificate } from './model.ts'

/** Purposes of a person or a company: signing in, mail, documents. */
const HOLDERS: ReadonlySet<string> = new Set([
  OID.anyExtendedKeyUsage,
  OID.clientAuth,
  OID.emailProtection,
  OID.smartcardLogon,
  OID.documentSigning,
  OID.microsoftDocumentSigning,
])

/** Purposes of machines and services, which no holder signs or decrypts with. */
const SERVICES: ReadonlySet<string> = new Set([
  OID.serverAuth,
  OID.codeSigning,
  OID.timeStamping,
  OID.ocspSigning,
  OID.sealMaking,
])

/**
 * Whether the extended key usage lets a certificate be used for one of these purposes (RFC 5280 4.2.1.12). Authorities
 * have purposes of their own, which say nothing against it unless the extension is critical.
 */
function allows({ extendedKeyUsage, extensions }: Certificate, wanted: ReadonlySet<string>): boolean {
  const extension = extensions.find(({ oid }) => oid === OID.extendedKeyUsage)
  if (extension === undefined || extendedKeyUsage.some((oid) => wanted.has(oid))) return true
  return !extension.critical && extendedKeyUsage.some((oid) => !HOLDERS.has(oid) && !SERVICES.has(oid))
}

/**
 * Certificates that are not for the purpose asked about. The extended key usage of an authority binds everything below
 * it, as the CA/Browser Forum has it; that of the trusted certificate itself does not count.
 */
export function purposeProblems(
  path: readonly Certificate[],
  { purpose, extendedPurpose }: ChainOptions,
): readonly ChainProblem[] {
  if (purpose === undefined) return []
  const wanted = extendedPurpose === undefined ? HOLDERS : new Set([extendedPurpose, OID.anyExtendedKeyUsage])
  const bound = path.length > 1 ? path.slice(0, -1) : path
  return bound
    .filter((certificate) => !allows(certificate, wanted))
    .map((certificate) => ({ certificate, reason: 'wrong-usage' }))
}
