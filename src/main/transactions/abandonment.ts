import { isLabel } from '../../native/index.ts'
import { AssistantError, type ErrorCode, isAssistantError } from '../../shared/errors/index.ts'
import type { Authority } from '../authority/index.ts'
import { type GivenPin, type OpenTarget, openedWith, refuseUnsure } from '../pin/index.ts'
import type { TransactionKeyring } from './keyring.ts'
import { encryptionLabel, signingLabel } from './labels.ts'
import { putBackOldPair } from './old-pair.ts'
import { keepsKeys, leftBy, mayBeConfirmed, tokenIdOf } from './progress.ts'
import type { Progress, TokenWork } from './step.ts'
import { discardSoft, presentOf } from './targets.ts'
import type { Transaction } from './transaction.ts'

type Parts = {
  readonly transaction: Transaction
  /** Throws if its issuer is not known any more. */
  readonly authority: () => Authority
  readonly keyring: TransactionKeyring
  readonly given: GivenPin | null
  readonly clock: () => Date
}

/** For the authority the request is already over, or the authority never heard of it. */
const overAlready = new Set<ErrorCode>(['request-unknown', 'request-expired', 'request-refused'])

/**
 * Tells the authority. Before a confirmation it need not be reached, because an unconfirmed request ends there by
 * itself. Afterwards it must be reached, because the new certificate may be in force although the answer was lost.
 */
const tellAuthority = async (authority: () => Authority, progress: Progress): Promise<void> => {
  if (!progress.done.request) return
  const { requestId, resumeToken } = leftBy(progress, 'request')
  const requests = () => authority().clientFor(resumeToken).requests
  try {
    await requests().abandon({ requestId })
  } catch (error) {
    if (!isAssistantError(error)) throw error
    if (overAlready.has(error.code) || !mayBeConfirmed(progress)) return
    const { request } = await requests().get({ requestId })
    if (request.state === 'active') throw new AssistantError('already-in-force')
    if (request.state !== 'abandoned' && request.state !== 'expired') throw error
  }
}

/** Takes away what a given-up transaction has left: its own pair, or the new certificates of keys that stay. */
const removePairs = async ({ session }: Pick<TokenWork, 'session'>, progress: Progress): Promise<void> => {
  await putBackOldPair(session, progress)
  const { requestId } = leftBy(progress, 'request')
  const labels = [signingLabel(requestId), encryptionLabel(requestId)]
  const ours = (await session.keys()).filter(({ label: stored }) =>
    labels.some((label) => isLabel(stored, label)),
  )
  for (const { keyId } of ours) await session.removeKey(keyId)
}

/** A soft token that the transaction itself has made. */
const isMadeSoft = ({ started }: Progress): boolean => started.target.kind === 'soft' && !keepsKeys(started)

/** Keys that stay were there before, so only what was written after the answer is left of such a transaction. */
const mayHaveLeft = ({ started, done }: Progress): boolean =>
  keepsKeys(started) ? done.collect !== undefined : done.request !== undefined

/** Removes the pair if that is possible now. Returns whether something was left. */
const removePair = async ({ transaction, keyring }: Parts, opened: OpenTarget | null): Promise<boolean> => {
  const progress = transaction.progress()
  if (isMadeSoft(progress)) {
    await discardSoft(keyring, progress)
    return false
  }
  if (!mayHaveLeft(progress)) return false
  if (opened === null) return true
  await opened.token.withSession(opened.pin, (session) => removePairs({ session }, progress))
  return false
}

/** Whether the authority says that the request has ended, so that its certificates never come into force. */
const isOver = async ({ transaction, authority }: Parts): Promise<boolean> => {
  const { requestId, resumeToken } = leftBy(transaction.progress(), 'request')
  try {
    const { request } = await authority().clientFor(resumeToken).requests.get({ requestId })
    return request.state === 'abandoned' || request.state === 'expired' || request.state === 'refused'
  } catch (error) {
    if (isAssistantError(error) && overAlready.has(error.code)) return true
    throw error
  }
}

/**
 * Once the answer was collected, the new certificate may be on the key, where it would look like one in force. While
 * the key is at hand, it is not left there. A key that is away or locked is cleaned at its next issuance; but if its
 * keys stay, it may be without a certificate that works, so it is wanted here while there is a choice.
 */
const assertRemovable = async (parts: Parts): Promise<void> => {
  const { transaction, keyring, given } = parts
  const progress = transaction.progress()
  if (given !== null || !progress.done.collect || isMadeSoft(progress)) return
  const present = presentOf(keyring, tokenIdOf(progress))
  if (present && !present.facts.pin.locked) throw new AssistantError('pin-needed')
  if (!keepsKeys(progress.started) || (await isOver(parts))) return
  throw new AssistantError(present ? 'pin-locked' : 'token-absent')
}

/** The opened key, before anybody was told anything; null if the key or its PIN is missing. */
const openedFor = async ({ transaction, keyring, given }: Parts): Promise<OpenTarget | null> => {
  const present = presentOf(keyring, tokenIdOf(transaction.progress()))
  if (!present || !given) return null
  await refuseUnsure(present.token, given)
  return openedWith(present, given)
}

/** Ends a transaction for good. If its certificate is already in force, it can only be finished. */
export const abandonTransaction = async (parts: Parts): Promise<void> => {
  const { transaction, authority, clock } = parts
  if (transaction.progress().done.confirm) throw new AssistantError('already-in-force')
  await assertRemovable(parts)
  const opened = await openedFor(parts)
  await tellAuthority(authority, transaction.progress())
  const leftover = await removePair(parts, opened)
  await transaction.append({ type: 'ended', at: clock().toISOString(), how: 'abandoned', leftover })
  if (!leftover) await transaction.close()
}

/**
 * Runs in another transaction's scope on the same token: removes what could not be removed when the first was given up.
 */
export const cleanUpAfter = async (
  abandoned: readonly Transaction[],
  work: TokenWork,
  cleaned: (transaction: Transaction) => void,
): Promise<void> => {
  for (const transaction of abandoned) {
    if (tokenIdOf(transaction.progress()) !== work.tokenId) continue
    await removePairs(work, transaction.progress())
    await transaction.close()
    cleaned(transaction)
  }
}
