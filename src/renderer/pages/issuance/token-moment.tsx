import { Button } from 'antd'
import { useId } from 'react'
import { SoftDrawing, UkeyDrawing } from '../../drawings/ukey.tsx'
import { useAction } from '../../live/use-action.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { Card } from '../../parts/card.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { Note } from '../../parts/note.tsx'
import { go } from '../../place/use-place.ts'
import { dateOf, deviceName, grouped } from '../../words/format.ts'
import styles from './issuance.module.css'
import { inPlaceOf, isStillFree, planOf, type Target, type UkeyChoice, ukeyChoices } from './targets.ts'

type Props = {
  /** null until the person has chosen, when the token they came for is away. */
  readonly target: Target | null
  readonly away: boolean
  readonly choose: (target: Target) => void
  readonly confirm: () => void
}

const Who = () => {
  const { snapshot, client, words } = useAssistant()
  const { error, pending, run } = useAction()
  const { account } = snapshot
  if (account.state === 'signed-out') return null
  return (
    <>
      <div className={styles.who}>
        <dl>
          <dt>{words.issuance.issueFor}</dt>
          <dd>{account.applicantName}</dd>
        </dl>
        <Button
          type="link"
          size="small"
          disabled={pending}
          onClick={() => void run(() => client.account.logout())}
        >
          {words.issuance.changeAccount}
        </Button>
      </div>
      {error && <ErrorNote report={error} />}
    </>
  )
}

type UkeyProps = {
  readonly choice: UkeyChoice
  readonly checked: boolean
  readonly name: string
  readonly choose: Props['choose']
}

const UkeyOption = ({ choice, checked, name, choose }: UkeyProps) => {
  const { words } = useAssistant()
  const say = words.issuance
  const { token, obstacle } = choice
  return (
    <label className={styles.choice}>
      <input
        type="radio"
        name={name}
        checked={checked}
        disabled={obstacle !== null}
        onChange={() => choose({ kind: 'ukey', tokenId: token.id })}
      />
      <UkeyDrawing light={obstacle === null ? 'good' : 'off'} />
      <span>
        <strong>{token.label || words.everywhere.ukey}</strong>
        <small>{say.ukeyMeaning(deviceName(token, words), grouped(token.serial))}</small>
        {obstacle && <small className={styles.obstacle}>{say.cannot[obstacle]}</small>}
      </span>
    </label>
  )
}

const SoftOption = ({ checked, name, choose }: Omit<UkeyProps, 'choice'>) => {
  const { words } = useAssistant()
  return (
    <label className={styles.choice}>
      <input type="radio" name={name} checked={checked} onChange={() => choose({ kind: 'soft' })} />
      <SoftDrawing light="off" />
      <span>
        <strong>{words.issuance.soft}</strong>
        <small>{words.issuance.softMeaning}</small>
      </span>
    </label>
  )
}

const Choices = ({ target, choose }: Pick<Props, 'target' | 'choose'>) => {
  const { snapshot, words } = useAssistant()
  const name = useId()
  const ukeys = ukeyChoices(snapshot)
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.lead}>{words.issuance.tokenLead}</legend>
      {ukeys.map((choice) => (
        <UkeyOption
          key={choice.token.id}
          choice={choice}
          name={name}
          choose={choose}
          checked={target?.kind === 'ukey' && target.tokenId === choice.token.id}
        />
      ))}
      <SoftOption name={name} choose={choose} checked={target?.kind === 'soft'} />
      {ukeys.length === 0 && <p className={styles.soft}>{words.issuance.softOnlyHere}</p>}
    </fieldset>
  )
}

/** Whose certificate goes and whose comes, and what happens step by step. */
const Plan = ({ target }: { readonly target: Target }) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuance
  const { account } = snapshot
  const { own, others } = inPlaceOf(snapshot, target)
  return (
    <>
      {account.state === 'signed-in' && others.length > 0 && (
        <Note tone="soon" title={say.otherHolder(others.join('、'))}>
          <p>{say.otherHolderMeaning(account.applicantName)}</p>
        </Note>
      )}
      <div className={styles.plan}>
        <h2>{say.willHappen}</h2>
        <ol>
          {say.plan[planOf(snapshot, target)].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
        {own && <p>{say.replaces(dateOf(own.notAfter))}</p>}
        <p>{say.safe}</p>
      </div>
    </>
  )
}

/** Where to, and what will happen there: the plain statement that is confirmed. */
export const TokenMoment = ({ target, away, choose, confirm }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuance
  const offline = snapshot.connection.state === 'offline'
  return (
    <Card>
      <div className={styles.column}>
        <Who />
        {away && (
          <Note tone="info" title={say.away}>
            <p>{say.awayMeaning}</p>
          </Note>
        )}
        <Choices target={target} choose={choose} />
        {target && <Plan target={target} />}
        {offline && <Note tone="plain" title={say.offline} />}
        <div className={`${styles.buttons} ${styles.foot}`}>
          <Button size="large" onClick={() => go({ page: 'home' })}>
            {words.everywhere.cancel}
          </Button>
          <Button
            size="large"
            type="primary"
            disabled={offline || !target || !isStillFree(snapshot, target)}
            onClick={confirm}
          >
            {say.confirm}
          </Button>
        </div>
      </div>
    </Card>
  )
}
