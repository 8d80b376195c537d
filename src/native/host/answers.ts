import { der } from '../../pki/der/index.ts'
import { PkiError, signatureToDer, signatureToRaw } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { CertificateNames } from '../abi.ts'
import { readableCertificate } from '../certificate-reading.ts'
import type { SignatureForm } from '../drivers/schema.ts'
import type { SignScheme, StoredKey } from '../token.ts'

const nonsense = (cause?: unknown) => new AssistantError('token-answered-nonsense', {}, cause)

/** Runs a reading of what a token returned. Wrong bytes are reported as the token's nonsense. */
export const readAnswer = <T>(read: () => T): T => {
  try {
    return read()
  } catch (error) {
    throw error instanceof PkiError ? nonsense(error) : error
  }
}

const sm2Signature = (bytes: Uint8Array, form: SignatureForm): Uint8Array => {
  const raw = form === 'raw' || (form === 'either' && bytes.length === 64)
  // Reads and writes it again, so that everything from here on sees strict DER of two 32-byte numbers.
  return readAnswer(() => signatureToDer(raw ? bytes : signatureToRaw(bytes)))
}

// r and s side by side, each half of the bytes.
const ecdsaSignature = (bytes: Uint8Array): Uint8Array => {
  const half = bytes.length / 2
  if (!Number.isInteger(half) || half < 20 || half > 66) throw nonsense()
  return der.sequence(der.integer(bytes.subarray(0, half)), der.integer(bytes.subarray(half)))
}

/** Turns a library's signature into the form that the Token interface promises. */
export const signatureAnswer = (bytes: Uint8Array, scheme: SignScheme, form: SignatureForm): Uint8Array => {
  switch (scheme) {
    case 'sm2-digest':
      return sm2Signature(bytes, form)
    case 'ecdsa-sha256':
      return ecdsaSignature(bytes)
    case 'rsa-sha256':
      if (bytes.length < 128 || bytes.length > 1024) throw nonsense()
      return bytes
  }
}

/** A pair that was just made or imported is useless without its public key. */
export const keyAnswer = (key: StoredKey): StoredKey => {
  if (key.publicKey?.length !== 65) throw nonsense()
  return key
}

/** The parts of a certificate that tokens store beside it. */
export const namesOf = (bytes: Uint8Array): CertificateNames => {
  const certificate = readableCertificate(bytes)
  return {
    subject: certificate.subject.raw,
    issuer: certificate.issuer.raw,
    serial: der.integer(certificate.serial),
  }
}
