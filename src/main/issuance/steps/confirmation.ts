import { fingerprintSha256, parseCertificate } from '../../../pki/index.ts'
import type { RaCertificate } from '../../../shared/ra-contract/index.ts'
import { leftBy } from '../progress.ts'
import { leavingOf } from '../retirement.ts'
import { fromBase64, requestClient, type Step, type TokenWork } from './step.ts'

const isOver = ({ status }: RaCertificate): boolean =>
  status === 'superseded' || status === 'revoked' || status === 'expired' || status === 'discarded'

/** Only now the new certificate comes into force and the old one goes out of it. */
export const confirm: Step<'confirm'> = async (work) => {
  const { requestId } = leftBy(work.progress, 'request')
  const signature = leftBy(work.progress, 'verify').confirmation
  const { certificates } = await requestClient(work).requests.confirm({ requestId, signature })
  const over = certificates.filter(isOver)
  return { retired: over.map(({ der }) => fingerprintSha256(parseCertificate(fromBase64(der)))) }
}

/** The objects that were superseded leave the token, RSA last; what is gone already is not an error. */
export const retireFromToken: Step<'retire', TokenWork> = async ({ progress, session }) => {
  const { keyIds, objectIds } = leavingOf(
    leftBy(progress, 'verify').others,
    leftBy(progress, 'confirm').retired,
  )
  for (const objectId of objectIds) await session.removeCertificate(objectId)
  for (const keyId of keyIds) await session.removeKey(keyId)
  return { removed: objectIds.length + keyIds.length }
}
