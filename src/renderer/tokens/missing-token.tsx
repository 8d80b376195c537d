import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'

/** The page is about a token that is not here; it goes on by itself when it comes. */
export const MissingToken = () => {
  const { words } = useAssistant()
  return (
    <Note tone="info" title={words.pin.absent}>
      <p>{words.pin.absentMeaning}</p>
    </Note>
  )
}
