import { Button } from 'antd'
import { explain } from '../../shared/errors/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'
import styles from './documents.module.css'
import { usePageMemory } from './page-memory.ts'

/** Nobody reads on. */
const shown = 6

/** Files that did not come onto the list, each with its reason. */
export const RefusedNote = () => {
  const { snapshot, words } = useAssistant()
  const say = words.documentsPage.drop
  const { refused, putAway } = usePageMemory()
  if (refused.length === 0) return null
  const reasonOf = (error: (typeof refused)[number]['error']) => {
    if (error === null) return say.unreadable
    const { happened } = explain(error, snapshot.settings.language)
    return happened
  }
  return (
    <Note
      tone="soon"
      urgent
      title={say.refused(refused.length)}
      actions={<Button onClick={putAway}>{say.dismiss}</Button>}
    >
      <ul className={styles.refused}>
        {refused.slice(0, shown).map(({ key, name, error }) => (
          <li key={key}>
            <strong>{name}</strong> {reasonOf(error)}
          </li>
        ))}
      </ul>
      {refused.length > shown && <p>{say.refusedMore(refused.length - shown)}</p>}
    </Note>
  )
}
