import { Button } from 'antd'
import { endingWith, inPlaceOf, isStillFree, planOf, type Target } from '../../shared/targets/targets.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { dateOf, deviceName, grouped } from '../words/format.ts'
import styles from './issuance.module.css'
import { TargetChoices } from './target-choices.tsx'

type Props = {
  /** null until the person has chosen, when the token they came for cannot take it now. */
  readonly target: Target | null
  /** That token is not here. */
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
        <Waiting active={pending} words={words.account.loggingOut} />
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

/** Whose certificate goes and whose comes, and what happens step by step. */
const Plan = ({ target }: { readonly target: Target }) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuance
  const { account } = snapshot
  const { own, others } = inPlaceOf(snapshot, target)
  const ending = endingWith(snapshot, target)
  return (
    <>
      {account.state === 'signed-in' && others.length > 0 && (
        <Note tone="soon" title={say.otherHolder(others.join(words.certificateFields.between))}>
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
        <p>{own || ending.length > 0 ? say.safeWithOld : say.safe}</p>
      </div>
      {ending.map((token) => (
        <Note
          key={token.id}
          tone="soon"
          title={say.endsTitle((token.kind === 'ukey' && token.label) || deviceName(token, words))}
        >
          <p>{say.endsMeaning(grouped(token.serial))}</p>
        </Note>
      ))}
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
      <div className={form.column}>
        <Who />
        {away && (
          <Note tone="info" title={say.away}>
            <p>{say.awayMeaning}</p>
          </Note>
        )}
        <TargetChoices legend={say.tokenLead} target={target} choose={choose} />
        {target && <Plan target={target} />}
        {offline && <Note tone="plain" title={say.offline} />}
        <Foot
          aside={
            <Button size="large" onClick={() => go({ page: 'home' })}>
              {words.everywhere.cancel}
            </Button>
          }
        >
          <Button
            size="large"
            type="primary"
            disabled={offline || !target || !isStillFree(snapshot, target)}
            onClick={confirm}
          >
            {say.confirm}
          </Button>
        </Foot>
      </div>
    </Card>
  )
}
