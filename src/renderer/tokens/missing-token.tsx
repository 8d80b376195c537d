import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'

/** Shown if the page is about a token that is away. The page goes on by itself when the token is back. */
export const MissingToken = () => {
  const { words } = useAssistant()
  return (
    <Note tone="info" title={words.pin.absent}>
      <p>{words.pin.absentMeaning}</p>
    </Note>
  )
}
