import type { PinOutcome } from '../../../shared/models/index.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { Note } from '../../parts/note.tsx'

type Props = { readonly title: string; readonly meaning?: string; readonly outcome: PinOutcome }

/** It is done; the tries before and after, as the token told them. */
export const OutcomeNote = ({ title, meaning, outcome }: Props) => {
  const { words } = useAssistant()
  const { before, after } = outcome
  const counted = before.triesLeft !== null && after.triesLeft !== null
  const changed = counted && before.triesLeft !== after.triesLeft
  return (
    <Note tone="good" title={title} urgent>
      {meaning && <p>{meaning}</p>}
      {changed && <p>{words.carePin.counts(before.triesLeft ?? 0, after.triesLeft ?? 0)}</p>}
      {counted && !changed && <p>{words.carePin.countAfter(after.triesLeft ?? 0)}</p>}
    </Note>
  )
}
