import type { ErrorReport } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'

/** Why the last attempt brought nothing. What the snapshot says already is not said twice. */
export const UpdateProblem = ({ refusal }: { readonly refusal: ErrorReport | null }) => {
  const { problem } = useAssistant().snapshot.updates
  const shown = problem ?? (refusal?.code === 'cancelled-by-user' ? null : refusal)
  return shown && <ErrorNote report={shown} tone="soon" urgent={refusal !== null} />
}
