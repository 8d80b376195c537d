import type { Plan } from '../../shared/documents/plan.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'

/** Which files an act leaves as they are, and why. */
export const LeftOut = ({ plan }: { readonly plan: Plan }) => {
  const { words } = useAssistant()
  const say = words.documentsPage.leftOut
  const { leftOut } = plan
  if (leftOut.length === 0) return null
  const all = leftOut.reduce((sum, { count }) => sum + count, 0)
  return (
    <Note tone="plain" title={say.title(all)}>
      {leftOut.map(({ because, count }) => (
        <p key={because}>{words.documentsPage.job.outcome(say.why[because], count)}</p>
      ))}
    </Note>
  )
}
