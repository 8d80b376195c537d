import { useEffect } from 'react'
import type { SentAnswer } from '../../shared/contract/index.ts'
import type { PromptView } from '../../shared/models/index.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { useRead } from './use-read.ts'

type Without<T> = T extends unknown ? Omit<T, 'promptId'> : never

export type Answer = {
  readonly action: Action
  /** The person has had time to see the question, and no answer is on its way. */
  readonly ready: boolean
  give(answer: Without<SentAnswer>): Promise<boolean>
  refuse(): void
}

/** Answers this question. Esc refuses it, wherever the focus is. */
export const useAnswer = (prompt: PromptView): Answer => {
  const { id: promptId } = prompt
  const { client } = useAssistant()
  const action = useAction()
  const read = useRead(prompt)
  const { run } = action
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') void run(() => client.prompt.answer({ kind: 'refuse', promptId }))
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [client, run, promptId])
  return {
    action,
    ready: read && !action.pending,
    give: async (answer) => read && run(() => client.prompt.answer({ ...answer, promptId })),
    refuse: () => void run(() => client.prompt.answer({ kind: 'refuse', promptId })),
  }
}
