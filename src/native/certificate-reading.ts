import { type Certificate, PkiError, parseCertificate } from '../pki/index.ts'
import { AssistantError } from '../shared/errors/index.ts'

/** The parsed certificate, or the entry of the catalogue that says that it cannot be read. */
export const readableCertificate = (der: Uint8Array): Certificate => {
  try {
    return parseCertificate(der)
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError('certificate-unreadable', {}, error) : error
  }
}
