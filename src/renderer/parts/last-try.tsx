import { useAssistant } from '../live/use-live.tsx'
import styles from './form.module.css'
import { Note } from './note.tsx'

type Props = { readonly sure: boolean; readonly setSure: (sure: boolean) => void }

/** The last try wants a second word: after it the token locks. */
export const LastTry = ({ sure, setSure }: Props) => {
  const { words } = useAssistant()
  return (
    <Note tone="soon" title={words.pin.lastTry}>
      <label className={styles.tick}>
        <input type="checkbox" checked={sure} onChange={(event) => setSure(event.target.checked)} />
        <span>{words.pin.lastTryConfirm}</span>
      </label>
    </Note>
  )
}
