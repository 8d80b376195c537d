import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'
import { TroubleCard } from './trouble-card.tsx'

/** Shown if the page is about a token that is away. The page goes on by itself when the token is back. */
export const MissingToken = () => {
  const { snapshot, words } = useAssistant()
  // A key may be plugged in and not found, because its driver gave up.
  if (snapshot.troubles.length > 0)
    return snapshot.troubles.map((trouble) => <TroubleCard key={trouble.id} trouble={trouble} />)
  return (
    <Note tone="info" title={words.pin.absent}>
      <p>{words.pin.absentMeaning}</p>
    </Note>
  )
}
