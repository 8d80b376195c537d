import { Button } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { PinTries, SentPin } from '../../shared/contract/index.ts'
import type {
  ErrorReport,
  IssuerView,
  RenewalForm,
  RenewalMoment,
  RenewalTerm,
  TokenView,
} from '../../shared/models/index.ts'
import { newPinRule, softPinRule } from '../../shared/pin/new-pin.ts'
import { useAssistant } from '../live/use-live.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { ExistingPin } from '../pin/existing-pin.tsx'
import { NewPinFields } from '../pin/new-pin-fields.tsx'
import { isNewPinReady, noNewPin } from '../pin/new-pin-words.ts'
import { PinRefusal } from '../pin/pin-refusal.tsx'
import { typed } from '../pin/pin-rules.ts'
import { useExistingPin } from '../pin/use-existing-pin.ts'
import { dateOf, yuanOf } from '../words/format.ts'
import own from './renewal.module.css'

type Props = {
  readonly holder: string
  readonly issuer: IssuerView
  readonly token: TokenView
  readonly term: RenewalTerm
  readonly form: RenewalForm
  readonly keptIdNumber: string | null
  readonly pending: boolean
  readonly error: ErrorReport | null
  readonly aside: ReactNode
  readonly to: (moment: RenewalMoment) => void
  /** Resolves to whether it was submitted. */
  readonly submit: (pin: SentPin, tries: PinTries) => Promise<boolean>
}

type SummaryProps = Pick<Props, 'holder' | 'term' | 'form' | 'keptIdNumber' | 'to'>

/** Everything that will be submitted, each part with the way back to it. */
const Summary = ({ holder, term, form, keptIdNumber, to }: SummaryProps) => {
  const { words } = useAssistant()
  const { confirm: say, term: termWords, people } = words.renewal
  const { handler, recipient, invoice, attachment, agreementVersion } = form
  const row = (name: string, moment: RenewalMoment | null, ...values: (string | null)[]): Fact => ({
    name,
    value: (
      <>
        {values.filter(Boolean).join(' · ')}{' '}
        {moment && (
          <Button
            className={own.inline ?? ''}
            type="link"
            size="small"
            aria-label={`${say.change} ${name}`}
            onClick={() => to(moment)}
          >
            {say.change}
          </Button>
        )}
      </>
    ),
  })
  const number = handler.idNumber.trim() || keptIdNumber
  return (
    <Facts
      facts={[
        row(say.subject, null, holder),
        row(say.term, 'term', termWords.months(term.years * 12), termWords.fee(yuanOf(term.totalFen))),
        row(say.newEnd, null, dateOf(term.notAfter)),
        row(say.handler, 'people', handler.name, `${people.idTypes[handler.idType]} ${number ?? ''}`),
        row('', null, handler.phone, handler.email, handler.address),
        row(say.recipient, 'people', recipient.name, recipient.phone, recipient.address),
        row(say.invoice, 'people', invoice.title, invoice.taxNumber),
        ...(attachment ? [row(say.form, 'people', attachment.fileName)] : []),
        row(say.agreement, 'agreement', words.renewal.agreement.version(agreementVersion ?? '')),
      ]}
    />
  )
}

/** The summary, and the PIN: an existing one for a Ukey, a new one for the soft certificate that will be made. */
export const ConfirmMoment = (props: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.renewal.confirm
  const { issuer, token, pending, error, aside, submit } = props
  const soft = token.kind === 'soft'
  const rule = soft ? newPinRule(softPinRule, issuer.pinRule) : token.pinRule
  const existing = useExistingPin(soft ? undefined : token, rule)
  const [fresh, setFresh] = useState(noNewPin)
  const [checked, setChecked] = useState(false)
  const takeFresh = (): SentPin | null => {
    setChecked(true)
    return isNewPinReady(fresh, rule, { words, snapshot }) ? typed(fresh.pin) : null
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const pin = soft ? takeFresh() : existing.take()
    if (pin === null || (await submit(pin, existing.tries))) return
    existing.again()
    setFresh(noNewPin)
    setChecked(false)
  }
  const locked = !soft && token.pin.locked
  return (
    <form className={styles.column} onSubmit={send} noValidate>
      <h2 className={styles.lead}>{say.lead}</h2>
      <Summary {...props} />
      {(locked || error) && (
        <PinRefusal
          report={error ?? { code: 'pin-locked', params: {} }}
          tokenId={soft ? undefined : token.id}
        />
      )}
      {soft ? (
        <>
          <p>{say.softPinMeaning}</p>
          <NewPinFields values={fresh} change={setFresh} rule={rule} checked={checked} label={say.softPin} />
        </>
      ) : (
        !locked && (
          <ExistingPin form={existing} token={token} rule={rule} label={say.ukeyPin} autoFocus={false} />
        )
      )}
      <p className={styles.soft}>{say.after}</p>
      <FormFoot
        act={say.submit}
        pending={pending}
        waiting={say.submitting}
        blocked={locked || (existing.last && !existing.sure)}
        aside={aside}
      />
    </form>
  )
}
