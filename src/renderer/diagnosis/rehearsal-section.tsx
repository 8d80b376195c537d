import { Button } from 'antd'
import type { TokenView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { tokenName } from '../words/format.ts'
import styles from './diagnosis.module.css'

const canRehearse = ({ pairs, pin }: TokenView): boolean => !pin.locked && pairs.some(({ usable }) => usable)

const mostTokens = 8

/** 试签和试解密: only with the person's word, one token at a time. */
export const RehearsalSection = () => {
  const { client, snapshot, words } = useAssistant()
  const say = words.diagnosis
  const { pending, error, run } = useAction()
  const tokens = snapshot.tokens.filter(canRehearse).slice(0, mostTokens)
  if (tokens.length === 0) return null
  return (
    <Section title={say.stepNames.rehearsal}>
      <Card>
        <p className={styles.soft}>{say.rehearseMeaning}</p>
        <ul className={styles.tokens}>
          {tokens.map((token) => (
            <li key={token.id}>
              <span className={styles.stepName}>{tokenName(token, words)}</span>
              <Button
                disabled={pending || token.busy !== null}
                onClick={() => void run(() => client.diagnosis.rehearse({ tokenId: token.id }))}
                aria-label={`${say.rehearse} ${tokenName(token, words)}`}
              >
                {say.rehearse}
              </Button>
            </li>
          ))}
        </ul>
        <Waiting active={pending} words={say.rehearsing} />
        {error && <ErrorNote report={error} />}
      </Card>
    </Section>
  )
}
