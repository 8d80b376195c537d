import { certificateIn, type PresentToken, type TokenSession } from '../../native/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { isReplaced, mayOpenFiles } from '../../shared/health/replaced.ts'
import type { CertificatePair, TokenView } from '../../shared/models/index.ts'
import { certificateId } from '../certificates/certificate-view.ts'

export type OldPairWish = {
  readonly tokenId: string
  readonly pairId: string
  /** The person knows that what was encrypted to it cannot be opened afterwards. */
  readonly filesGivenUp: boolean
}

/**
 * An old pair that a person may take off a Ukey. A pair in force is never removed, and nothing that may open files
 * unless the person has given these up.
 */
export const oldPairIn = (
  tokens: readonly TokenView[],
  { tokenId, pairId, filesGivenUp }: OldPairWish,
): { readonly token: TokenView; readonly pair: CertificatePair } => {
  const token = tokens.find(({ id }) => id === tokenId)
  const pair = token?.pairs.find(({ id }) => id === pairId)
  if (!token || !pair) throw new AssistantError('not-found')
  if (token.kind !== 'ukey' || !isReplaced(pair, tokens)) throw new AssistantError('old-certificate-in-force')
  if (!token.capabilities.includes('delete-objects')) throw new AssistantError('token-lacks')
  if (mayOpenFiles(pair) && !filesGivenUp) throw new AssistantError('old-key-opens-files')
  return { token, pair }
}

/** What of the token belongs to the pair. A key stays if a certificate that stays uses it. */
const leavingWith = ({ signing, encryption }: CertificatePair, { facts, certificates }: PresentToken) => {
  const ids = new Set([signing?.id, encryption?.id])
  const isGoing = ({ der }: { readonly der: Uint8Array }): boolean => {
    const certificate = certificateIn(der)
    return certificate !== null && ids.has(certificateId(facts.id, certificate))
  }
  const going = certificates.filter(isGoing)
  const used = new Set(certificates.filter((one) => !going.includes(one)).map(({ keyId }) => keyId))
  return {
    isGoing,
    objectIds: going.filter(({ keyId }) => used.has(keyId)).map(({ objectId }) => objectId),
    keyIds: new Set(going.map(({ keyId }) => keyId).filter((keyId) => !used.has(keyId))),
  }
}

/** Removes the certificates of a pair with their keys, and looks whether they are gone. Twice is no error. */
export const removePair = async (
  session: TokenSession,
  pair: CertificatePair,
  present: PresentToken,
): Promise<void> => {
  const { isGoing, objectIds, keyIds } = leavingWith(pair, present)
  for (const objectId of objectIds) await session.removeCertificate(objectId)
  for (const keyId of keyIds) await session.removeKey(keyId)
  // A container of SKF stays whole while a key is in it that belongs to nothing known here.
  if ((await session.certificates()).some(isGoing)) throw new AssistantError('old-certificate-stayed')
}
