import { type Certificate, fromBase64, PkiError, parseCertificate } from '../../pki/index.ts'
import type { ReplaceableCertificate } from '../../shared/models/index.ts'
import type { RaCertificate } from '../../shared/ra-contract/index.ts'
import { holderOf } from '../certificates/certificate-view.ts'

const parsed = (der: string): Certificate | null => {
  try {
    return parseCertificate(fromBase64(der))
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

/**
 * The account's certificates that are in force or suspended: one entry for each pair, namely its signing certificate.
 */
export const replaceable = (
  certificates: readonly RaCertificate[],
  presentSerials: readonly string[],
): readonly ReplaceableCertificate[] =>
  certificates.flatMap(({ usage, status, serial, subject, notAfter, token, der }) => {
    if (usage !== 'signature' || (status !== 'active' && status !== 'suspended')) return []
    const certificate = parsed(der)
    return [
      {
        serial,
        status,
        notAfter,
        holder: certificate ? holderOf(certificate) : subject,
        tokenKind: token?.kind ?? null,
        tokenSerial: token?.serial ?? null,
        present: presentSerials.includes(serial),
      },
    ]
  })
