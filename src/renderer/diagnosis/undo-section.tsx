import { Button } from 'antd'
import type { Undoable } from '../../shared/models/index.ts'
import { visible } from '../../shared/visible.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { dateTimeOf } from '../words/format.ts'
import styles from './diagnosis.module.css'

const Row = ({ one }: { readonly one: Undoable }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.diagnosis
  const { pending, error, run } = useAction()
  const isBusy = snapshot.diagnosis.repairing !== null || snapshot.diagnosis.state === 'running'
  return (
    <li>
      <span className={styles.stepName}>
        {say.done[one.repair]} <span className={styles.soft}>{visible(one.on)}</span>
      </span>
      <span className={styles.time}>{dateTimeOf(one.at)}</span>
      <Waiting active={pending} words={say.undoing} />
      <Button
        disabled={isBusy}
        onClick={() => void run(() => client.diagnosis.undo({ id: one.id }))}
        aria-label={`${say.undo} ${say.done[one.repair]}`}
      >
        {say.undo}
      </Button>
      {error && <ErrorNote report={error} />}
    </li>
  )
}

/** What was repaired, with the way back. */
export const UndoSection = () => {
  const { snapshot, words } = useAssistant()
  const { undoable } = snapshot.diagnosis
  if (undoable.length === 0) return null
  return (
    <Section title={words.diagnosis.undoTitle}>
      <Card>
        <ul className={styles.tokens}>
          {undoable.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </ul>
      </Card>
    </Section>
  )
}
