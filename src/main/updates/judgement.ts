import { createHash, createPublicKey, verify } from 'node:crypto'
import { AssistantError } from '../../shared/errors/index.ts'
import {
  type Manifest,
  type ManifestFile,
  type ManifestSignatures,
  manifest,
  manifestSignatures,
  manifestText,
} from '../../shared/updates/manifest.ts'
import { isOlder } from '../../shared/updates/versions.ts'

/** What is known of the newest manifest that was ever believed. */
export type Newest = Pick<Manifest, 'sequence' | 'issued'> & { readonly sha256: string }

export type Here = {
  readonly system: string
  readonly architecture: string
  readonly kind: ManifestFile['kind']
}

/** An Ed25519 key as SubjectPublicKeyInfo begins (RFC 8410, section 4); the 32 bytes of the key follow. */
const keyHead = Buffer.from('302a300506032b6570032100', 'hex')

const isSignedBy = (key: string, bytes: Uint8Array, signature: string): boolean => {
  try {
    const der = Buffer.concat([keyHead, Buffer.from(key, 'hex')])
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return verify(null, bytes, publicKey, Buffer.from(signature, 'base64'))
  } catch {
    return false // a key that is no point of the curve has signed nothing
  }
}

/** A byte order mark stays, and so it is refused. */
const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

const signaturesIn = (bytes: Uint8Array): ManifestSignatures['signatures'] => {
  try {
    return manifestSignatures.parse(JSON.parse(textOf(bytes))).signatures
  } catch (error) {
    throw new AssistantError('update-signature-wrong', {}, error)
  }
}

const contentOf = (bytes: Uint8Array): Manifest => {
  try {
    const text = textOf(bytes)
    const content = manifest.parse(JSON.parse(text))
    if (manifestText(content) !== text) throw new Error('a manifest in another form')
    return content
  } catch (error) {
    throw new AssistantError('update-unreadable', {}, error)
  }
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Nothing of a manifest is read before a pinned key has signed exactly these bytes. */
export const openManifest = (
  bytes: Uint8Array,
  signatureBytes: Uint8Array,
  keys: readonly string[],
): Manifest => {
  const signed = signaturesIn(signatureBytes).some(
    ({ key, signature }) => keys.includes(key) && isSignedBy(key, bytes, signature),
  )
  if (!signed) throw new AssistantError('update-signature-wrong')
  return contentOf(bytes)
}

/** The clock may be wrong or set back. It is never earlier than what was seen to be past. */
export const timeAtLeast = (clock: Date, built: Date | null, newest: Pick<Newest, 'issued'> | null): Date =>
  new Date(Math.max(clock.getTime(), built?.getTime() ?? 0, newest === null ? 0 : Date.parse(newest.issued)))

export const isExpired = ({ expires }: Pick<Manifest, 'expires'>, now: Date): boolean =>
  Date.parse(expires) <= now.getTime()

/** Whether a manifest may take the place of the newest that was seen. */
export const checkFresh = (content: Manifest, sha256: string, newest: Newest | null, now: Date): void => {
  if (newest !== null && content.sequence < newest.sequence) throw new AssistantError('update-replayed')
  if (newest !== null && content.sequence === newest.sequence && sha256 !== newest.sha256)
    throw new AssistantError('update-contradicts')
  if (isExpired(content, now)) throw new AssistantError('update-expired')
}

/** Whether the version of a manifest is newer than the running one. An older one is a reason to be told. */
export const isNewer = ({ version }: Pick<Manifest, 'version'>, running: string): boolean => {
  if (isOlder(version, running)) throw new AssistantError('update-downgrade', { version })
  return isOlder(running, version)
}

/** The package for this computer. */
export const fileFor = (
  { files, version }: Pick<Manifest, 'files' | 'version'>,
  { system, architecture, kind }: Here,
): ManifestFile => {
  const found = files.find(
    (one) => one.system === system && one.architecture === architecture && one.kind === kind,
  )
  if (found === undefined) throw new AssistantError('update-none-for-this-computer', { version })
  return found
}
