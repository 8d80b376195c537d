import { useEffect } from 'react'
import type { SentAnswer } from '../../shared/contract/index.ts'
import type { PromptView } from '../../shared/models/index.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'

type Without<T> = T extends unknown ? Omit<T, 'promptId'> : never

export type Answer = {
  readonly action: Action
  give(answer: Without<SentAnswer>): Promise<boolean>
  refuse(): void
}

/** Answers this question; Esc is the refusal, wherever the focus is. */
export const useAnswer = ({ id: promptId }: PromptView): Answer => {
  const { client } = useAssistant()
  const action = useAction()
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
    give: (answer) => run(() => client.prompt.answer({ ...answer, promptId })),
    refuse: () => void run(() => client.prompt.answer({ kind: 'refuse', promptId })),
  }
}
