import { Button } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { PinTries, SentPin } from '../../shared/contract/index.ts'
import { normalNumber } from '../../shared/identity-numbers/identity-numbers.ts'
import type {
  CustomerType,
  ErrorReport,
  IssuerView,
  RenewalTerm,
  TokenView,
  UpgradeForm,
  UpgradeMoment,
} from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Facts } from '../parts/facts.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { PinRefusal } from '../pin/pin-refusal.tsx'
import { useSubmissionPin } from '../pin/use-submission-pin.tsx'
import { dateOf, yuanOf } from '../words/format.ts'

type Props = {
  readonly subject: string
  readonly issuer: IssuerView
  readonly token: TokenView
  readonly type: CustomerType | undefined
  readonly form: UpgradeForm
  readonly term: RenewalTerm
  readonly pending: boolean
  readonly error: ErrorReport | null
  readonly aside: ReactNode
  readonly to: (moment: UpgradeMoment) => void
  /** Resolves to whether it was submitted. */
  readonly submit: (pin: SentPin, tries: PinTries) => Promise<boolean>
}

type SummaryProps = Pick<Props, 'subject' | 'type' | 'form' | 'term' | 'to'>

/** Everything that will be submitted, each part with the way back to it. */
const Summary = ({ subject, type, form, term, to }: SummaryProps) => {
  const { words } = useAssistant()
  const { confirm: say, term: termWords } = words.upgrade
  const row = (name: string, moment: UpgradeMoment | null, value: string) => ({
    name,
    value: (
      <>
        {value}{' '}
        {moment && (
          <Button type="link" size="small" aria-label={`${say.change} ${name}`} onClick={() => to(moment)}>
            {say.change}
          </Button>
        )}
      </>
    ),
  })
  const fee = term.totalFen === 0 ? termWords.free : words.renewal.term.fee(yuanOf(term.totalFen))
  return (
    <Facts
      facts={[
        row(say.subject, null, subject),
        row(say.type, 'type', type?.name ?? ''),
        row(say.number, 'number', normalNumber(form.number)),
        row(say.term, 'term', `${words.renewal.term.months(term.years * 12)} · ${fee}`),
        row(say.newEnd, null, dateOf(term.notAfter)),
      ]}
    />
  )
}

/** The summary and the PIN; then it asks once more, because this cannot be taken back. */
export const UpgradeConfirmMoment = (props: Props) => {
  const say = useAssistant().words.upgrade.confirm
  const { token, issuer, pending, error, aside, submit } = props
  const pin = useSubmissionPin({ token, issuer, say, isMade: token.kind === 'soft' })
  const [asking, setAsking] = useState(false)
  const { locked } = pin
  const ask = (event: FormEvent) => {
    event.preventDefault()
    if (pin.isReady()) setAsking(true)
  }
  const send = async () => {
    const taken = pin.take()
    if (taken !== null && (await submit(taken, pin.tries))) return
    setAsking(false)
    pin.again()
  }
  return (
    <form className={styles.column} onSubmit={ask} noValidate>
      <h2 className={styles.lead}>{say.lead}</h2>
      <Summary {...props} />
      {(locked || error) && (
        <PinRefusal
          report={error ?? { code: 'pin-locked', params: {} }}
          tokenId={token.kind === 'soft' ? undefined : token.id}
        />
      )}
      {!locked && pin.fields}
      <FormFoot
        act={say.submit}
        pending={pending}
        waiting={say.submitting}
        blocked={locked || pin.blocked}
        aside={aside}
      />
      <ConfirmDialog
        open={asking}
        title={say.askTitle}
        pending={pending}
        say={{ no: say.askNo, yes: say.askYes, doing: say.submitting }}
        close={() => setAsking(false)}
        confirm={() => void send()}
      >
        <p>{say.askMeaning}</p>
      </ConfirmDialog>
    </form>
  )
}
