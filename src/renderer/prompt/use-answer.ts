import { useEffect } from 'react'
import type { PinTries } from '../../shared/contract/index.ts'
import type { PromptView } from '../../shared/models/index.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'

export type Answer = {
  readonly action: Action
  givePin(pin: string, tries: PinTries, certificateId: string | null): Promise<boolean>
  consent(remember: boolean): Promise<boolean>
  refuse(): void
}

/** The three ways to answer; Esc is the refusal, wherever the focus is. */
export const useAnswer = (prompt: PromptView): Answer => {
  const { client } = useAssistant()
  const action = useAction()
  const { run } = action
  const promptId = prompt.id
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') void run(() => client.prompt.answer({ kind: 'refuse', promptId }))
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [client, run, promptId])
  return {
    action,
    givePin: (pin, tries, certificateId) =>
      run(() =>
        client.prompt.answer({
          ...{ kind: 'pin', promptId, pin, tries },
          ...(certificateId ? { certificateId } : {}),
        }),
      ),
    consent: (remember) => run(() => client.prompt.answer({ kind: 'consent', promptId, remember })),
    refuse: () => void run(() => client.prompt.answer({ kind: 'refuse', promptId })),
  }
}
