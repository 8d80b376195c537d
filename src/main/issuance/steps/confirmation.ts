import { fingerprintSha256, parseCertificate } from '../../../pki/index.ts'
import type { RaCertificate } from '../../../shared/ra-contract/index.ts'
import { fromBase64 } from '../../files/base64.ts'
import { leftBy, tokenIdOf } from '../../transactions/progress.ts'
import type { LeftBy } from '../../transactions/records.ts'
import { onUkey, outside, type TokenWork, type Work } from '../../transactions/step.ts'
import { isOfNoMoreUse, leavingOf, othersOn, supersededAmong } from '../retirement.ts'
import { requestClient } from './authority.ts'

const isOver = ({ status }: RaCertificate): boolean =>
  status === 'superseded' || status === 'revoked' || status === 'expired' || status === 'discarded'

/** Only now the new certificate comes into force and the old one goes out of it. */
export const confirmed = async (work: Work): Promise<LeftBy<'confirm'>> => {
  const { requestId } = leftBy(work.progress, 'request')
  const signature = leftBy(work.progress, 'verify').confirmation
  const { certificates } = await requestClient(work).requests.confirm({ requestId, signature })
  const over = certificates.filter(isOver).map(({ der }) => parseCertificate(fromBase64(der)))
  // An authority has no say about the certificates of another one.
  const retired = over.filter((certificate) => !work.isForeign(certificate)).map(fingerprintSha256)
  const { others } = leftBy(work.progress, 'verify')
  work.superseded(supersededAmong(others, retired).map(({ fingerprint }) => fingerprint))
  return { retired }
}

export const confirm = outside('confirm', confirmed)

/**
 * Removes the superseded signing keys from the token, RSA last. An object that is already gone is no error. On SKF a
 * container whose encryption key stays keeps its signing key too, because it can only be deleted as a whole.
 */
const retireFromToken = async ({ progress, session }: TokenWork) => {
  const { keyIds, objectIds } = leavingOf(
    leftBy(progress, 'verify').others,
    leftBy(progress, 'confirm').retired,
  )
  for (const objectId of objectIds) await session.removeCertificate(objectId)
  for (const keyId of keyIds) await session.removeKey(keyId)
  return { removed: objectIds.length + keyIds.length }
}

/** Moves aside the soft tokens that are of no more use. Support can restore them by hand. */
const retireSoft = async ({ keyring, progress, isForeign, superseded }: Work) => {
  const { signatureCertificate, encryptionCertificate } = leftBy(progress, 'collect')
  const pair = { signature: fromBase64(signatureCertificate), encryption: fromBase64(encryptionCertificate) }
  const { retired } = leftBy(progress, 'confirm')
  const soft = keyring
    .current()
    .tokens.filter(({ facts }) => facts.kind === 'soft' && facts.id !== tokenIdOf(progress))
  superseded(
    soft
      .flatMap((present) => supersededAmong(othersOn(present, pair, isForeign), retired))
      .map(({ fingerprint }) => fingerprint),
  )
  const old = soft.filter((present) => isOfNoMoreUse(present, pair, retired, isForeign))
  for (const { facts } of old) await keyring.soft.setAside(facts.id)
  return { removed: old.length }
}

export const retire = onUkey('retire', retireFromToken, retireSoft)
