import { Pin } from '../../native/pin.ts'
import type { PinTries } from '../../shared/contract/index.ts'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { Target, TransactionView } from '../../shared/models/index.ts'
import type { Prompts } from '../prompt/prompts.ts'
import type { Issuance } from './issuance.ts'

/** What windows ask of issuances. */
export type IssuanceService = {
  start(target: Target, pin: string, tries: PinTries): Promise<{ readonly transactionId: string }>
  resume(transactionId: string, pin: string | undefined, tries: PinTries): Promise<void>
  abandon(transactionId: string): Promise<void>
}

export type IssuanceServiceParts = {
  readonly issuance: Pick<Issuance, 'start' | 'resume' | 'abandon'>
  readonly prompts: Pick<Prompts, 'askPin'>
  readonly transactions: () => readonly TransactionView[]
}

/** A PIN that is needed and did not come with the wish is asked for in the prompt window. */
export const createIssuanceService = (parts: IssuanceServiceParts): IssuanceService => {
  const { issuance, prompts } = parts
  const find = (id: string) => parts.transactions().find((one) => one.id === id)
  const ask = (purpose: 'issue' | 'delete', tokenId: string | null) =>
    prompts.askPin({ asker: null, purpose, tokenId, certificateId: null })

  const resume: IssuanceService['resume'] = async (id, text, tries) => {
    const transaction = find(id)
    if (!transaction) throw new AssistantError('transaction-unknown')
    if (text !== undefined) return issuance.resume(id, new Pin(text), tries)
    if (!transaction.needsPin) return issuance.resume(id)
    const given = await ask('issue', transaction.tokenId)
    return issuance.resume(id, given.pin, given.tries)
  }

  /** The PIN is asked for only when something of it must leave a Ukey that is at hand. */
  const abandon: IssuanceService['abandon'] = async (id) => {
    try {
      await issuance.abandon(id)
    } catch (error) {
      if (!isAssistantError(error) || error.code !== 'pin-needed') throw error
      const given = await ask('delete', find(id)?.tokenId ?? null)
      await issuance.abandon(id, given.pin, given.tries).finally(() => given.pin.drop())
    }
  }

  return {
    start: (target, pin, tries) => issuance.start({ target, pin: new Pin(pin), tries }),
    resume,
    abandon,
  }
}
