import type { TokenView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'
import { WaysToUnlock } from '../parts/ways-to-unlock.tsx'

/** Why nothing can be done with this PIN here, and where to go instead. */
export const PinObstacle = ({ token }: { readonly token: TokenView }) => {
  const { words } = useAssistant()
  if (token.pin.locked)
    return (
      <ErrorNote
        report={{ code: 'pin-locked', params: {} }}
        urgent={false}
        actions={<WaysToUnlock token={token} />}
      />
    )
  if (!token.pin.initialised) return <Note tone="soon" title={words.pin.notSet} />
  return <Note tone="info" title={words.pin.onDevice} />
}
