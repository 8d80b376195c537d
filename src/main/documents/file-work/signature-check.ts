import { OID, type SignerToSign, verifySignatureOfDigest } from '../../../pki/index.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import type { FileSigner, Hands } from './hands.ts'

/** Whether a signature can be made with this certificate here: SM2 with SM3. */
export const canSign = ({ certificate }: Pick<FileSigner, 'certificate'>): boolean =>
  certificate.publicKey.type === 'sm2'

/** Has the token sign, and believes it only if the signature is that of the certificate's key. */
export const signedBy = async (
  hands: Pick<Hands, 'sign'>,
  { certificate }: FileSigner,
  { digest, finish }: SignerToSign,
): Promise<Uint8Array> => {
  const signature = await hands.sign(digest, 'sm2-digest')
  const algorithm = { oid: OID.sm2WithSm3, parameters: null }
  if (verifySignatureOfDigest(certificate.publicKey, algorithm, digest, signature) !== true)
    throw new AssistantError('token-answered-nonsense')
  return finish(signature)
}
