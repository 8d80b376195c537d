import type { TransactionView } from '../../shared/models/index.ts'
import type { Prompts } from '../prompt/prompts.ts'

type Parts = {
  readonly transactions: () => readonly TransactionView[]
  readonly prompts: Pick<Prompts, 'askConsent'>
  readonly quit: () => void
}

const question = {
  asker: { kind: 'assistant' },
  purpose: 'quit',
  tokenId: null,
  certificateId: null,
  remember: 'not-offered',
} as const

/** 退出. It asks first while a business runs: a step on the token would be cut off, and go on only at the next start. */
export const createLeaving = ({ transactions, prompts, quit }: Parts): (() => Promise<void>) => {
  let asking = false
  return async () => {
    if (!transactions().some(({ state }) => state === 'running')) return quit()
    if (asking) return
    asking = true
    const { outcome } = await prompts.askConsent(question)
    asking = false
    if (outcome === 'answered') quit()
  }
}
