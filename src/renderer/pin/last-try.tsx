import type { TokenView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'

type Props = {
  readonly kind: TokenView['kind']
  readonly sure: boolean
  readonly setSure: (sure: boolean) => void
}

/** The last try needs a second confirmation and says what a lock means. */
export const LastTry = ({ kind, sure, setSure }: Props) => {
  const { words } = useAssistant()
  return (
    <Note tone="soon" title={words.pin.lastTry}>
      <p>{words.pin.lastTryMeaning[kind]}</p>
      <label className={styles.tick}>
        <input type="checkbox" checked={sure} onChange={(event) => setSure(event.target.checked)} />
        <span>{words.pin.lastTryConfirm}</span>
      </label>
    </Note>
  )
}
