import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { SentPin } from '../../shared/contract/index.ts'
import type { ErrorCode } from '../../shared/errors/index.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { ErrorReport, TokenView, TransactionView } from '../../shared/models/index.ts'
import { newPinRule, softPinRule } from '../../shared/pin/new-pin.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { ExistingPin } from '../pin/existing-pin.tsx'
import { NewPinFields } from '../pin/new-pin-fields.tsx'
import { isNewPinReady, noNewPin } from '../pin/new-pin-words.ts'
import { PinRefusal } from '../pin/pin-refusal.tsx'
import { typed } from '../pin/pin-rules.ts'
import { useExistingPin } from '../pin/use-existing-pin.ts'
import { PaymentPart } from '../replacement/payment-part.tsx'
import { AbandonDialog } from './abandon-dialog.tsx'

type Props = { readonly transaction: TransactionView }

/** Refusals that already ask for the key. */
const saysPlugIn: ReadonlySet<ErrorCode> = new Set(['token-absent', 'token-removed', 'token-swapped'])

/** A soft token whose keys were not made yet is made anew, under a PIN chosen anew. */
const choosesPin = ({ tokenKind, steps }: TransactionView): boolean =>
  tokenKind === 'soft' && steps.some(({ name, state }) => name === 'keypair' && state !== 'done')

const useResume = (transaction: TransactionView, token: TokenView | undefined) => {
  const { client, snapshot, words } = useAssistant()
  const action = useAction()
  const issuer = issuerById(snapshot, transaction.issuerId)
  const rule = token?.pinRule ?? newPinRule(softPinRule, ...(issuer ? [issuer.pinRule] : []))
  const existing = useExistingPin(token, rule)
  const [fresh, setFresh] = useState(noNewPin)
  const [checked, setChecked] = useState(false)
  const chooses = choosesPin(transaction)
  const takeFresh = (): SentPin | null => {
    setChecked(true)
    return isNewPinReady(fresh, rule, words) ? typed(fresh.pin) : null
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const transactionId = transaction.id
    if (!transaction.needsPin) return void action.run(() => client.issuance.resume({ transactionId }))
    const pin = chooses ? takeFresh() : existing.take()
    if (pin === null) return
    const { tries } = existing
    if (!(await action.run(() => client.issuance.resume({ transactionId, pin, tries })))) existing.again()
    setFresh(noNewPin)
    setChecked(false)
  }
  return { action, rule, existing, fresh, setFresh, checked, chooses, submit }
}

type Form = ReturnType<typeof useResume>

const PinPart = ({ form, token }: { readonly form: Form; readonly token: TokenView | undefined }) => {
  const { words } = useAssistant()
  const { chooses, fresh, setFresh, rule, checked } = form
  return (
    <>
      <p>{words.issuance.pinAgain}</p>
      {chooses ? (
        <NewPinFields values={fresh} change={setFresh} rule={rule} checked={checked} label={words.pin.pin} />
      ) : (
        <ExistingPin form={form.existing} token={token} rule={rule} />
      )}
    </>
  )
}

type StoppedProps = Props & { readonly report: ErrorReport | null; readonly token: TokenView | undefined }

/** What happened, and what it waits for. */
const Stopped = ({ transaction, report, token }: StoppedProps) => {
  const { words } = useAssistant()
  const say = words.issuance
  const unlocked = report?.code === 'pin-locked' && token?.pin.locked === false
  if (!report || unlocked)
    return (
      <Note tone="soon" title={say.pausedTitle}>
        <p>{say.pausedMeaning}</p>
      </Note>
    )
  if (report.code === 'request-waiting') return <ErrorNote report={report} tone="info" />
  if (report.code === 'payment-needed')
    return (
      <>
        <ErrorNote report={report} tone="info" />
        <PaymentPart transactionId={transaction.id} />
      </>
    )
  return <PinRefusal report={report} tokenId={token?.id} />
}

/** The way on must not lie below the fold when a business stops in the middle of a long list. */
const inSight = (buttons: HTMLElement | null) => buttons?.scrollIntoView({ block: 'nearest' })

/** Where a business stopped: what happened, what was not lost, and 继续 or 放弃. */
export const ResumePanel = ({ transaction }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuance
  const token = snapshot.tokens.find(({ id }) => id === transaction.tokenId)
  const form = useResume(transaction, token)
  const { action, existing, submit } = form
  const [abandoning, setAbandoning] = useState(false)
  const report = action.error ?? transaction.error
  const locked = transaction.needsPin && (token?.pin.locked ?? false)
  const ready = transaction.tokenPresent && !locked && !(existing.last && !existing.sure)
  return (
    <>
      <Stopped
        transaction={transaction}
        report={locked ? { code: 'pin-locked', params: {} } : report}
        token={token}
      />
      {!transaction.tokenPresent && !(report && saysPlugIn.has(report.code)) && (
        <Note tone="info" title={say.plugBack(transaction.tokenName)} />
      )}
      <form className={styles.stack} onSubmit={submit} noValidate>
        {transaction.needsPin && transaction.tokenPresent && !locked && <PinPart form={form} token={token} />}
        <div className={styles.buttons} ref={inSight}>
          <Waiting active={action.pending} words={say.continuing} />
          <Button onClick={() => setAbandoning(true)}>{say.abandon}</Button>
          <Button type="primary" htmlType="submit" disabled={!ready || action.pending}>
            {say.continue}
          </Button>
        </div>
      </form>
      <AbandonDialog transaction={transaction} open={abandoning} close={() => setAbandoning(false)} />
    </>
  )
}
