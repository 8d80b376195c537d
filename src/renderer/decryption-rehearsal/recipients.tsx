import { Button } from 'antd'
import type { RehearsalRecipient } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { canTry, factsOfRecipient, nameOfRecipient, placeWords } from './place-words.ts'
import styles from './rehearsal.module.css'

type Props = {
  readonly recipients: readonly RehearsalRecipient[]
  readonly pending: boolean
  readonly blocked: boolean
  /** One was tried already, so no button stands out any more. */
  readonly tried: boolean
  readonly attempt: (recipient: number) => void
}

/** Nobody reads on; those whose key is here come first. */
const shown = 12
const order = { here: 0, 'without-key': 1, removed: 2, seen: 3, unknown: 4 } as const

const Row = ({
  recipient,
  primary,
  ...props
}: Omit<Props, 'recipients' | 'attempt'> & {
  readonly recipient: RehearsalRecipient
  readonly primary: boolean
  readonly attempt: () => void
}) => {
  const { snapshot, words } = useAssistant()
  const say = words.decryptionRehearsal
  const ready = canTry(recipient)
  const name = nameOfRecipient(recipient, words)
  return (
    <li className={styles.recipient}>
      <div className={styles.whom}>
        <strong>{name}</strong>
        <p>{factsOfRecipient(recipient, words).join(' · ')}</p>
        <StateWord tone={ready ? 'soon' : 'quiet'} icon={ready ? 'lock' : 'info'}>
          {placeWords(recipient, snapshot.tokens, words)}
        </StateWord>
      </div>
      {ready && !props.blocked && (
        <Button
          type={primary ? 'primary' : 'default'}
          disabled={props.pending}
          aria-label={`${say.attempt} ${name}`}
          onClick={props.attempt}
        >
          {say.attempt}
        </Button>
      )}
    </li>
  )
}

/** To whom a file is sealed, each with where the key is. */
export const Recipients = ({ recipients, attempt, ...props }: Props) => {
  const { words } = useAssistant()
  const numbered = recipients
    .map((recipient, index) => ({ recipient, index }))
    .sort((one, other) => order[one.recipient.place.is] - order[other.recipient.place.is])
  const first = numbered.find(({ recipient }) => canTry(recipient))
  return (
    <>
      <ul className={styles.recipients}>
        {numbered.slice(0, shown).map(({ recipient, index }) => (
          <Row
            key={index}
            {...props}
            recipient={recipient}
            primary={index === first?.index && !props.tried}
            attempt={() => attempt(index)}
          />
        ))}
      </ul>
      {numbered.length > shown && (
        <p className={styles.quiet}>{words.decryptionRehearsal.more(numbered.length - shown)}</p>
      )}
    </>
  )
}
