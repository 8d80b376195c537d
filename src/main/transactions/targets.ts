import { checkPin } from '../../native/index.ts'
import type { PresentToken, TokenFacts } from '../../native/token.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { HoldingTarget, Target } from '../../shared/models/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import { lastingObstacle } from '../../shared/targets/targets.ts'
import { type GivenPin, isUnsure, type OpenTarget, openedWith, refusalOf, typedIn } from '../pin/index.ts'
import type { TransactionKeyring } from './keyring.ts'
import { isSoftToBeMade, keepsKeys, tokenIdOf } from './progress.ts'
import type { Started } from './records.ts'
import type { Progress } from './step.ts'

export const presentOf = (keyring: TransactionKeyring, tokenId: string): PresentToken | undefined =>
  keyring.current().tokens.find(({ facts }) => facts.id === tokenId)

const checkToken = (facts: TokenFacts, given: GivenPin): void => {
  const obstacle = lastingObstacle(facts)
  if (obstacle !== null) throw new AssistantError(refusalOf[obstacle])
  if (isUnsure(facts, given)) throw new AssistantError('last-try-unconfirmed')
  if (!facts.pin.entryOnDevice) checkPin(typedIn(given), facts.pinRule)
}

/** The journal's description of the token that the user chose. Throws why the token cannot be used. */
export const chosenTarget = (
  keyring: TransactionKeyring,
  wish: Target | HoldingTarget,
  given: GivenPin,
  transactionId: string,
): Started['target'] => {
  if (wish.kind === 'soft')
    return {
      kind: 'soft',
      tokenId: `soft:${transactionId}`,
      name: '软证书',
      vendor: 'soft',
      serial: transactionId,
    }
  const found = presentOf(keyring, wish.tokenId)
  if (!found || (wish.kind === 'ukey' && found.facts.kind !== 'ukey'))
    throw new AssistantError('token-absent')
  checkToken(found.facts, given)
  const { kind, id, label, vendor, serial } = found.facts
  return { kind, tokenId: id, name: label || vendor, vendor, serial }
}

/**
 * The error for a missing token. If another key of the same maker is there instead, it was swapped and not just
 * removed.
 */
const missing = (keyring: TransactionKeyring, { vendor, serial }: Started['target']): AssistantError => {
  const swapped = keyring
    .current()
    .tokens.some(({ facts }) => facts.kind === 'ukey' && facts.vendor === vendor)
  return new AssistantError(swapped ? 'token-swapped' : 'token-absent', { serial })
}

/** Unique to one transaction, so that a soft token that was made just before a crash is recognised. */
const softLabel = ({ started, done }: Progress): string =>
  `${started.holder} · ${(done.request?.left.requestId ?? '').slice(-8)}`

const unfinishedSoft = (keyring: TransactionKeyring, progress: Progress): readonly PresentToken[] =>
  keyring.current().tokens.filter(({ facts }) => facts.kind === 'soft' && facts.label === softLabel(progress))

/** Whether going on would find its token now. A soft token that was not made yet is no obstacle. */
export const isTargetPresent = (keyring: TransactionKeyring, progress: Progress): boolean => {
  return isSoftToBeMade(progress) || presentOf(keyring, tokenIdOf(progress)) !== undefined
}

/**
 * Opens the transaction's token. A soft token whose pair is not in the journal is made again under the PIN given now,
 * because nothing depends on it yet.
 */
export const openTarget = async (
  keyring: TransactionKeyring,
  progress: Progress,
  given: GivenPin,
  checkNewSoft: (pin: Pin, issuerId: string) => void,
): Promise<OpenTarget> => {
  const { target } = progress.started
  if (isSoftToBeMade(progress)) {
    const pin = typedIn(given)
    checkNewSoft(pin, progress.started.issuerId)
    await discardSoft(keyring, progress)
    return { token: await keyring.createSoft({ label: softLabel(progress), pin }), pin }
  }
  const found = presentOf(keyring, tokenIdOf(progress))
  if (found) return openedWith(found, given)
  throw target.kind === 'soft' ? new AssistantError('object-missing') : missing(keyring, target)
}

/** Removes what an abandoned soft issuance has made. */
export const discardSoft = async (keyring: TransactionKeyring, progress: Progress): Promise<void> => {
  if (!progress.done.request || keepsKeys(progress.started)) return
  for (const { facts } of unfinishedSoft(keyring, progress)) await keyring.soft.remove(facts.id)
}
