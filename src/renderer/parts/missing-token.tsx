import { useAssistant } from '../live/use-live.tsx'
import { Note } from './note.tsx'

/** The page is about a token that is not here; it goes on by itself when it comes. */
export const MissingToken = () => {
  const { words } = useAssistant()
  return (
    <Note tone="info" title={words.carePin.absent}>
      <p>{words.carePin.absentMeaning}</p>
    </Note>
  )
}
