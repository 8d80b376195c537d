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
import { newPinRule, softPinRule } from '../../shared/pin/new-pin.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Facts } from '../parts/facts.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { ExistingPin } from '../pin/existing-pin.tsx'
import { NewPinFields } from '../pin/new-pin-fields.tsx'
import { isNewPinReady, noNewPin } from '../pin/new-pin-words.ts'
import { PinRefusal } from '../pin/pin-refusal.tsx'
import { pinFault, typed } from '../pin/pin-rules.ts'
import { useExistingPin } from '../pin/use-existing-pin.ts'
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

/** The PIN that goes with the submission: an existing one for a Ukey, a new one for the soft certificate that is made. */
const usePin = ({ token, issuer }: Pick<Props, 'token' | 'issuer'>) => {
  const { snapshot, words } = useAssistant()
  const soft = token.kind === 'soft'
  const rule = soft ? newPinRule(softPinRule, issuer.pinRule) : token.pinRule
  const existing = useExistingPin(soft ? undefined : token, rule)
  const [fresh, setFresh] = useState(noNewPin)
  const [checked, setChecked] = useState(false)
  const say = words.upgrade.confirm
  return {
    tries: existing.tries,
    blocked: existing.last && !existing.sure,
    isReady: (): boolean => {
      setChecked(true)
      if (soft) return isNewPinReady(fresh, rule, { words, snapshot })
      return existing.check() && (existing.onDevice || pinFault(existing.pin, rule) === null)
    },
    take: (): SentPin | null => (soft ? typed(fresh.pin) : existing.take()),
    again: () => {
      existing.again()
      setFresh(noNewPin)
      setChecked(false)
    },
    fields: soft ? (
      <>
        <p>{say.softPinMeaning}</p>
        <NewPinFields values={fresh} change={setFresh} rule={rule} checked={checked} label={say.softPin} />
      </>
    ) : (
      <ExistingPin form={existing} token={token} rule={rule} label={say.ukeyPin} autoFocus={false} />
    ),
  }
}

/** The summary and the PIN; then it asks once more, because this cannot be taken back. */
export const UpgradeConfirmMoment = (props: Props) => {
  const say = useAssistant().words.upgrade.confirm
  const { token, pending, error, aside, submit } = props
  const pin = usePin(props)
  const [asking, setAsking] = useState(false)
  const locked = token.kind === 'ukey' && token.pin.locked
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
