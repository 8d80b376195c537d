import { randomUUID } from 'node:crypto'
import { Pin } from '../../native/pin.ts'
import type { PinTries, PromptAnswer } from '../../shared/contract/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { PromptView } from '../../shared/models/index.ts'
import type { Shell } from '../shell/shell.ts'
import type { StateStore } from '../state/state-store.ts'

export type PinQuestion = Omit<PromptView, 'id' | 'kind' | 'expiresAt'>
export type PinGiven = {
  readonly pin: Pin
  readonly tries: PinTries
  readonly certificateId: string | null
}

export type Prompts = {
  /** Asks in the assistant's own prompt window; one question at a time, the next waits. */
  askPin(question: PinQuestion): Promise<PinGiven>
  answer(answer: PromptAnswer): void
  /** Takes back a question that no longer makes sense (the token left). */
  withdraw(tokenId: string): void
}

type Open = {
  readonly view: PromptView
  readonly resolve: (answer: PinGiven) => void
  readonly reject: (error: AssistantError) => void
}

export const createPrompts = (
  state: StateStore,
  shell: Pick<Shell, 'showPrompt' | 'hidePrompt'>,
): Prompts => {
  const queue: Open[] = []
  const show = () => {
    const first = queue[0]
    state.change({ prompt: first?.view ?? null })
    if (first) shell.showPrompt()
    else shell.hidePrompt()
  }
  const take = (id: string): Open => {
    const index = queue.findIndex((open) => open.view.id === id)
    const [open] = index < 0 ? [] : queue.splice(index, 1)
    if (!open) throw new AssistantError('not-found')
    show()
    return open
  }
  return {
    askPin: (question) =>
      new Promise((resolve, reject) => {
        queue.push({ view: { ...question, id: randomUUID(), kind: 'pin', expiresAt: null }, resolve, reject })
        if (queue.length === 1) show()
      }),
    answer: (answer) => {
      const open = take(answer.promptId)
      if (answer.kind === 'pin' && open.view.kind === 'pin')
        open.resolve({
          pin: new Pin(answer.pin),
          tries: answer.tries,
          certificateId: answer.certificateId ?? null,
        })
      else open.reject(new AssistantError('cancelled-by-user'))
    },
    withdraw: (tokenId) => {
      for (const open of queue.filter((one) => one.view.tokenId === tokenId))
        take(open.view.id).reject(new AssistantError('token-removed'))
    },
  }
}
