import type { ReactNode } from 'react'
import type { PinOutcome } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'

type Props = {
  readonly title: string
  readonly meaning?: string
  readonly outcome: PinOutcome
  readonly actions?: ReactNode
}

/** Says that it is done, with the tries before and after as the token reported them. */
export const OutcomeNote = ({ title, meaning, outcome, actions }: Props) => {
  const { words } = useAssistant()
  const { before, after } = outcome
  const [left, now] = [before.triesLeft, after?.triesLeft ?? null]
  return (
    <Note tone="good" title={title} actions={actions} urgent>
      {meaning && <p>{meaning}</p>}
      {left !== null && now !== null && (
        <p>{left === now ? words.pin.countAfter(now) : words.pin.counts(left, now)}</p>
      )}
    </Note>
  )
}
