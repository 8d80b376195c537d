import { Button } from 'antd'
import type { FormEvent, ReactNode } from 'react'
import type { PinTries, SentPin } from '../../shared/contract/index.ts'
import type {
  ErrorReport,
  IssuerView,
  RenewalForm,
  RenewalMoment,
  RenewalQuote,
  RenewalTerm,
  TokenView,
} from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { PinRefusal } from '../pin/pin-refusal.tsx'
import { useSubmissionPin } from '../pin/use-submission-pin.tsx'
import { dateOf, yuanOf } from '../words/format.ts'
import own from './renewal.module.css'

type Props = {
  readonly holder: string
  readonly issuer: IssuerView
  readonly token: TokenView
  readonly keys: RenewalQuote['keys']
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

type SummaryProps = Pick<Props, 'holder' | 'keys' | 'term' | 'form' | 'keptIdNumber' | 'to'>

/** Everything that will be submitted, each part with the way back to it. */
const Summary = ({ holder, keys, term, form, keptIdNumber, to }: SummaryProps) => {
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
        row(say.keys, null, keys === 'same' ? say.keysSame : say.keysNew),
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

/**
 * The summary, and the PIN: the present one of the token that stays, or a new one for the soft certificate that will be
 * made.
 */
export const ConfirmMoment = (props: Props) => {
  const say = useAssistant().words.renewal.confirm
  const { issuer, token, keys, pending, error, aside, submit } = props
  const pin = useSubmissionPin({ token, issuer, say, isMade: token.kind === 'soft' && keys === 'new' })
  const { locked } = pin
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const taken = pin.isReady() ? pin.take() : null
    if (taken !== null && !(await submit(taken, pin.tries))) pin.again()
  }
  return (
    <form className={styles.column} onSubmit={send} noValidate>
      <h2 className={styles.lead}>{say.lead}</h2>
      <Summary {...props} />
      {(locked || error) && (
        <PinRefusal
          report={error ?? { code: 'pin-locked', params: {} }}
          tokenId={token.kind === 'soft' ? undefined : token.id}
        />
      )}
      {!locked && pin.fields}
      <p className={styles.soft}>{say.after}</p>
      <FormFoot
        act={say.submit}
        pending={pending}
        waiting={say.submitting}
        blocked={locked || pin.blocked}
        aside={aside}
      />
    </form>
  )
}
