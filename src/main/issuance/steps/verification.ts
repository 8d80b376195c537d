import type { KeyId, StoredCertificate, StoredKey } from '../../../native/token.ts'
import { type Certificate, equalBytes, parseCertificate, sm2Digest, sm2Verify } from '../../../pki/index.ts'
import { AssistantError, isAssistantError } from '../../../shared/errors/index.ts'
import { confirmationMessage } from '../../../shared/ra-contract/index.ts'
import { trialEnvelope } from '../../certificates/trial-envelope.ts'
import { fromBase64 } from '../../files/base64.ts'
import { leftBy } from '../../transactions/progress.ts'
import type { LeftBy } from '../../transactions/records.ts'
import { onToken, type TokenWork } from '../../transactions/step.ts'
import { othersOn } from '../retirement.ts'
import { base64Of } from './authority.ts'

type Half = { readonly keyId: KeyId; readonly der: Uint8Array; readonly certificate: Certificate }

const failed = (what: string) => new AssistantError('pair-check-failed', {}, new Error(what))

const pointOf = ({ publicKey }: Certificate): Uint8Array => {
  if (publicKey.type !== 'sm2') throw failed('the certificate is not one of SM2')
  return publicKey.point
}

const halfOf = (keyId: KeyId, base64: string): Half => {
  const der = fromBase64(base64)
  return { keyId, der, certificate: parseCertificate(der) }
}

const checkReadBack = (
  half: Half,
  certificates: readonly StoredCertificate[],
  keys: readonly StoredKey[],
): void => {
  const written = certificates.some(({ keyId, der }) => keyId === half.keyId && equalBytes(der, half.der))
  if (!written) throw failed('the certificate read back is not the one written')
  const key = keys.find(({ keyId }) => keyId === half.keyId)
  if (!key) throw failed('the key is not on the token')
  const fits = key.publicKey === null || equalBytes(key.publicKey, pointOf(half.certificate))
  if (!fits) throw failed('the key on the token is not the one of the certificate')
}

/** The signature that confirms the pair is also its test signature, because a real Ukey takes long for each one. */
const signConfirmation = async (work: TokenWork, half: Half): Promise<Uint8Array> => {
  const publicKey = pointOf(half.certificate)
  const { requestId } = leftBy(work.progress, 'request')
  const message = confirmationMessage(requestId, half.certificate.serialHex)
  const signature = await work.session.sign(half.keyId, sm2Digest(publicKey, message), 'sm2-digest')
  if (!sm2Verify(publicKey, message, signature)) throw failed('the test signature does not verify')
  return signature
}

const checkDecryption = async ({ session }: TokenWork, half: Half): Promise<void> => {
  const { envelope, isSecret } = trialEnvelope(pointOf(half.certificate))
  const opened = await session.openEnvelope(half.keyId, envelope).catch((error: unknown) => {
    throw isAssistantError(error) && error.code === 'envelope-broken' ? failed('no decryption') : error
  })
  if (!isSecret(opened)) throw failed('the test decryption gave something else')
}

/** Reads back what was written and uses both keys once, before anybody is told that the pair works. */
export const readBackAndUsed = async (work: TokenWork): Promise<LeftBy<'verify'>> => {
  const { signatureCertificate, encryptionCertificate } = leftBy(work.progress, 'collect')
  const signing = halfOf(leftBy(work.progress, 'keypair').keyId, signatureCertificate)
  const encryption = halfOf(leftBy(work.progress, 'write-encryption').keyId, encryptionCertificate)
  const certificates = await work.session.certificates()
  const keys = await work.session.keys()
  checkReadBack(signing, certificates, keys)
  checkReadBack(encryption, certificates, keys)
  await checkDecryption(work, encryption)
  const pair = { signature: signing.der, encryption: encryption.der }
  const others = othersOn({ certificates, keys }, pair, work.isForeign)
  return { confirmation: base64Of(await signConfirmation(work, signing)), others }
}

/** If the pair fails this check, it is written once more. */
export const verify = onToken('verify', readBackAndUsed, { after: 'pair-check-failed', to: 'write-signing' })
