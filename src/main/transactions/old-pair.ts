import type { StoredCertificate, TokenSession } from '../../native/token.ts'
import { equalBytes } from '../../pki/index.ts'
import { fromBase64 } from '../files/base64.ts'
import type { LeftBy } from './records.ts'
import type { Progress } from './step.ts'

type OldHalf = NonNullable<LeftBy<'keypair'>['old']>['signing']
type Session = Pick<TokenSession, 'certificates' | 'writeCertificate' | 'removeCertificate'>

const isSame =
  (der: Uint8Array, keyId?: string) =>
  (stored: StoredCertificate): boolean =>
    equalBytes(stored.der, der) && (keyId === undefined || stored.keyId === keyId)

/** Removes certificates by their content. It is no error if they are gone. */
export const removeCertificates = async (session: Session, ders: readonly Uint8Array[]): Promise<number> => {
  const all = await session.certificates()
  const there = all.filter((stored) => ders.some((der) => isSame(der)(stored)))
  for (const { objectId } of there) await session.removeCertificate(objectId)
  return there.length
}

const putBackHalf = async (session: Session, { keyId, label, der: base64 }: OldHalf): Promise<void> => {
  const der = fromBase64(base64)
  if (!(await session.certificates()).some(isSame(der, keyId))) {
    await session.writeCertificate(keyId, label, der)
  }
}

/**
 * If the keys stay: makes the token as it was before their new certificates were written. The old ones come first, so
 * that the keys are never without a certificate; where there is room for one alone, it takes the new one's place.
 */
export const putBackOldPair = async (session: Session, { done }: Progress): Promise<void> => {
  const old = done.keypair?.left.old
  if (!old) return
  for (const half of [old.signing, old.encryption]) await putBackHalf(session, half)
  if (!done.collect) return
  const { signatureCertificate, encryptionCertificate } = done.collect.left
  await removeCertificates(session, [signatureCertificate, encryptionCertificate].map(fromBase64))
}
