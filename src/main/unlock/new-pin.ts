import { type Keyring, Pin, type SecretToLeave } from '../../native/index.ts'
import { fromBase64, PkiError, sm2Decrypt, toBase64 } from '../../pki/index.ts'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { UnlockView } from '../../shared/models/index.ts'
import { unlockSecretOf } from '../unlock-secrets/secret-deposit.ts'
import type { UnlockJournal } from './unlock-journal.ts'
import { change, type Unlocking } from './unlocking.ts'

type Wish = {
  readonly unlocking: Unlocking
  readonly code: string
  readonly newPin: Pin
  readonly log: (line: string) => void
  /** Writes to disk before the code is redeemed, and before the Ukey is asked. */
  readonly write: UnlockJournal['write']
  readonly secretHeld: Keyring['soft']['secretHeld']
}

/** The administrator's secret, opened here. It is dropped as soon as the token has taken it. */
const secretIn = (sealed: string, { recipient }: Unlocking): Pin => {
  try {
    return Pin.holding(sm2Decrypt(recipient.privateKey, fromBase64(sealed)))
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError('authority-answer-unreadable', {}, error) : error
  }
}

const idOf = ({ unlockId }: Unlocking): string => {
  if (unlockId === null) throw new AssistantError('unlock-ended')
  return unlockId
}

/**
 * Reports the outcome, with a fresh secret. When the authority has accepted the secret, that is recorded at the token.
 */
const report = async (
  { unlocking, log, secretHeld }: Wish,
  outcome: 'done' | 'failed',
  fresh: SecretToLeave | null = null,
): Promise<void> => {
  try {
    const left = fresh ? { unlockSecret: unlockSecretOf(fresh) } : {}
    await unlocking.client.unlocks.report({ unlockId: idOf(unlocking), outcome, ...left })
    if (fresh) await secretHeld(unlocking.token.id, fresh.id)
  } catch (error) {
    // The token has its new PIN whether the authority hears of it or not. The authorisation ends by itself.
    if (!isAssistantError(error)) throw error
    log(`the end of an unlocking was not reported: ${error.code}`)
  } finally {
    fresh?.pin.drop()
  }
}

const unlockWith = async (wish: Wish, sealed: string): Promise<SecretToLeave | null> => {
  const secret = secretIn(sealed, wish.unlocking)
  try {
    return await wish.unlocking.token.unlock({ kind: 'administrator', pin: secret }, wish.newPin)
  } catch (error) {
    // The token has counted this try, so there is no second one.
    if (isAssistantError(error) && error.code === 'secret-wrong') await report(wish, 'failed')
    throw error
  } finally {
    secret.drop()
  }
}

/** Redeems the code for the sealed secret of this token, and sets the new PIN with it. */
export const setNewPin = async (wish: Wish): Promise<UnlockView> => {
  const { unlocking, code, write } = wish
  const unlockId = idOf(unlocking)
  await write(unlocking.file, { type: 'redeeming' })
  const { sealedSecret, authorisationCode } = await unlocking.client.unlocks.authorise({
    unlockId,
    code,
    tokenSerial: unlocking.asked.serial,
    recipientKey: toBase64(unlocking.recipient.publicKey),
  })
  if (sealedSecret === null) return change(unlocking, { state: 'authorised-elsewhere', authorisationCode })
  await write(unlocking.file, { type: 'unlocking' })
  await report(wish, 'done', await unlockWith(wish, sealedSecret))
  return change(unlocking, { state: 'done' })
}
