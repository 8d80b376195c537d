import { Button } from 'antd'
import { accountAt } from '../../shared/account/account-at.ts'
import { connectionOf } from '../../shared/connection/connection-of.ts'
import { endingWith, inPlaceOf, isStillFree, planOf, type Target } from '../../shared/targets/targets.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { dateOf } from '../words/format.ts'
import { Endings } from './endings.tsx'
import styles from './issuance.module.css'
import { TargetChoices } from './target-choices.tsx'

type Props = {
  /** The issuer of the certificate. */
  readonly issuerId: string
  /** Another person is to log in. This person stays logged in. */
  readonly another: () => void
  /** null until the person has chosen, if the token that the page was opened for cannot take a certificate now. */
  readonly target: Target | null
  /** Whether that token is away. */
  readonly away: boolean
  readonly choose: (target: Target) => void
  readonly confirm: () => void
}

const Who = ({ issuerId, another }: Pick<Props, 'issuerId' | 'another'>) => {
  const { snapshot, words } = useAssistant()
  const account = accountAt(snapshot, issuerId)
  if (account.state !== 'signed-in') return null
  return (
    <div className={styles.who}>
      <dl>
        <dt>{words.issuance.issueFor}</dt>
        <dd>{account.applicantName}</dd>
      </dl>
      <Button type="link" size="small" className={form.flush ?? ''} onClick={another}>
        {words.issuance.changeAccount}
      </Button>
    </div>
  )
}

/** The Ukey holds somebody else's certificate. That is said before the choice. */
const OtherHolder = ({ target, issuerId }: { readonly target: Target; readonly issuerId: string }) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuance
  const account = accountAt(snapshot, issuerId)
  const { others } = inPlaceOf(snapshot, target, issuerId)
  if (account.state !== 'signed-in' || others.length === 0) return null
  return (
    <Note tone="soon" title={say.otherHolder(others.join(words.certificateFields.between))}>
      <p>{say.otherHolderMeaning(account.applicantName)}</p>
    </Note>
  )
}

/** Which certificate is replaced by which, and what happens step by step. */
const Plan = ({ target, issuerId }: { readonly target: Target; readonly issuerId: string }) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuance
  const { own } = inPlaceOf(snapshot, target, issuerId)
  const ending = endingWith(snapshot, target, issuerId)
  return (
    <div className={styles.plan}>
      <h2>{say.willHappen}</h2>
      <ol>
        {say.plan[planOf(snapshot, target, issuerId)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      {own && <p>{say.replaces(dateOf(own.notAfter))}</p>}
      <p>{own || ending.length > 0 ? say.safeWithOld : say.safe}</p>
    </div>
  )
}

/** Where the certificate goes and what will happen there, as a plain statement that the person confirms. */
export const TokenMoment = ({ issuerId, another, target, away, choose, confirm }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuance
  const offline = connectionOf(snapshot, issuerId).state === 'offline'
  const ending = target ? endingWith(snapshot, target, issuerId) : []
  return (
    <Card>
      <div className={form.column}>
        <Who issuerId={issuerId} another={another} />
        {away && (
          <Note tone="info" title={say.away}>
            <p>{say.awayMeaning}</p>
          </Note>
        )}
        {target && ending.length > 0 && <Endings ending={ending} target={target} />}
        {target && <OtherHolder target={target} issuerId={issuerId} />}
        <TargetChoices legend={say.tokenLead} target={target} choose={choose} />
        {target && <Plan target={target} issuerId={issuerId} />}
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
            {ending.length > 0 ? say.confirmEnding : say.confirm}
          </Button>
        </Foot>
      </div>
    </Card>
  )
}
