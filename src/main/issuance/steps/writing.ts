import { equalBytes, fromHex, parseEnvelopedKey } from '../../../pki/index.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import { fromBase64 } from '../../files/base64.ts'
import { encryptionLabel, signingLabel } from '../../transactions/labels.ts'
import { leftBy } from '../../transactions/progress.ts'
import type { LeftBy } from '../../transactions/records.ts'
import { onToken, type TokenWork } from '../../transactions/step.ts'

/**
 * The key itself must be there: somebody may have cleared the token or plugged in another with the same serial number.
 */
export const assertKeyPresent = async ({ session, progress }: TokenWork): Promise<void> => {
  const { keyId, publicKey } = leftBy(progress, 'keypair')
  const key = (await session.keys()).find((found) => found.keyId === keyId)
  const isThere = key && (key.publicKey === null || equalBytes(key.publicKey, fromHex(publicKey)))
  if (!isThere) throw new AssistantError('object-missing')
}

export const writeSigning = onToken('write-signing', async (work) => {
  await assertKeyPresent(work)
  const { progress, session } = work
  const label = signingLabel(leftBy(progress, 'request').requestId)
  const der = fromBase64(leftBy(progress, 'collect').signatureCertificate)
  const { objectId } = await session.writeCertificate(leftBy(progress, 'keypair').keyId, label, der)
  return { objectId }
})

/** Unwraps the encryption pair with the new signing key, inside the token if it can do that. */
const unwrapped = async ({ progress, session }: TokenWork): Promise<LeftBy<'write-encryption'>> => {
  const label = encryptionLabel(leftBy(progress, 'request').requestId)
  const { encryptionCertificate, envelopedKey } = leftBy(progress, 'collect')
  if (envelopedKey === undefined) throw new AssistantError('envelope-broken')
  const enveloped = fromBase64(envelopedKey)
  const pair = await session.importPair(leftBy(progress, 'keypair').keyId, label, enveloped)
  const isIt = pair.publicKey === null || equalBytes(pair.publicKey, parseEnvelopedKey(enveloped).publicKey)
  if (!isIt) throw new AssistantError('envelope-broken')
  const { objectId } = await session.writeCertificate(pair.keyId, label, fromBase64(encryptionCertificate))
  return { keyId: pair.keyId, objectId }
}

/** If an envelope does not open, it is collected once more. */
export const writeEncryption = onToken('write-encryption', unwrapped, {
  after: 'envelope-broken',
  to: 'collect',
})
