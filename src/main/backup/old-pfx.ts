import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { AdoptedKey } from '../../native/index.ts'
import { type Certificate, equalBytes, PkiError } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { holderOf } from '../certificates/certificate-view.ts'
import { readable } from '../certificates/chain.ts'

const refused = (error: unknown): unknown => {
  if (!(error instanceof PkiError)) return error
  return new AssistantError(
    error.reason === 'wrong-password' ? 'pfx-password-wrong' : 'pfx-damaged',
    {},
    error,
  )
}

/** The SubjectPublicKeyInfo of a private key; null if it is not an RSA key. */
const publicOf = (pkcs8: Uint8Array): Uint8Array | null => {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  if (key.asymmetricKeyType !== 'rsa') return null
  return new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }))
}

const adoptedKey = (privateKey: Uint8Array, certificates: readonly Certificate[]) => {
  const publicKey = publicOf(privateKey)
  const certificate = certificates.find(({ spkiDer }) => publicKey !== null && equalBytes(spkiDer, publicKey))
  if (publicKey === null || certificate === undefined) return []
  const key: AdoptedKey = {
    type: 'rsa',
    label: holderOf(certificate),
    privateKey,
    publicKey,
    certificate: certificate.raw,
  }
  return [{ key, certificate }]
}

/** The RSA keys of an old file that come with their certificate. */
export const keysOfPfx = async (
  file: Uint8Array,
  password: string,
): Promise<{ readonly holder: string; readonly keys: readonly AdoptedKey[] }> => {
  // Only this needs the big library, so it is loaded only when needed.
  const { openPkcs12 } = await import('../../pki/pkcs12/rsa.ts')
  try {
    const content = openPkcs12(file, password)
    const certificates = readable(content.certificates)
    const found = content.privateKeys.flatMap((privateKey) => adoptedKey(privateKey, certificates))
    const [first] = found
    if (first === undefined) throw new AssistantError('pfx-without-key')
    return { holder: holderOf(first.certificate), keys: found.map(({ key }) => key) }
  } catch (error) {
    throw refused(error)
  }
}
