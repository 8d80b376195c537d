import { type Certificate, PkiError, parseCertificate } from '../pki/index.ts'
import { AssistantError } from '../shared/errors/index.ts'

const read = new WeakMap<Uint8Array, Certificate | null>()

const parsed = (der: Uint8Array): Certificate | null => {
  try {
    return parseCertificate(der)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

/**
 * What the bytes of a token's certificate say; null if they are none. The same bytes in memory are parsed once: they
 * are never written to, and a token that was changed or plugged in anew brings others.
 */
export const certificateIn = (der: Uint8Array): Certificate | null => {
  const known = read.get(der)
  if (known !== undefined) return known
  const certificate = parsed(der)
  read.set(der, certificate)
  return certificate
}

/** The parsed certificate, or the entry of the catalogue that says that it cannot be read. */
export const readableCertificate = (der: Uint8Array): Certificate => {
  try {
    return parseCertificate(der)
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError('certificate-unreadable', {}, error) : error
  }
}
