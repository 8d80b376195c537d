import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { ErrorCode } from '../../../shared/errors/index.ts'
import type { TokenView, TransactionView } from '../../../shared/models/index.ts'
import { useAction } from '../../live/use-action.ts'
import { useExistingPin } from '../../live/use-existing-pin.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { ExistingPin } from '../../parts/existing-pin.tsx'
import { Note } from '../../parts/note.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { PaymentPart } from '../replacement/payment-part.tsx'
import { AbandonDialog } from './abandon-dialog.tsx'
import styles from './issuance.module.css'
import { isNewPinGood, NewPin } from './new-pin.tsx'

type Props = { readonly transaction: TransactionView }

/** Refusals that already ask for the key. */
const saysPlugIn: ReadonlySet<ErrorCode> = new Set(['token-absent', 'token-removed', 'token-swapped'])

/** A soft token whose keys were not made yet is made anew, under a PIN chosen anew. */
const choosesPin = ({ tokenKind, steps }: TransactionView): boolean =>
  tokenKind === 'soft' && steps.some(({ name, state }) => name === 'keypair' && state !== 'done')

const useResume = (transaction: TransactionView, token: TokenView | undefined) => {
  const { client, snapshot, words } = useAssistant()
  const action = useAction()
  const rule = token?.pinRule ?? snapshot.issuer.pinRule
  const existing = useExistingPin(token, rule)
  const [fresh, setFresh] = useState({ pin: '', repeat: '' })
  const [checked, setChecked] = useState(false)
  const chooses = choosesPin(transaction)
  const takeFresh = (): string | null => {
    setChecked(true)
    return isNewPinGood(fresh, rule, words) ? fresh.pin : null
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const transactionId = transaction.id
    if (!transaction.needsPin) return void action.run(() => client.issuance.resume({ transactionId }))
    const pin = chooses ? takeFresh() : existing.take()
    if (pin === null) return
    const lastTry = existing.sure
    if (!(await action.run(() => client.issuance.resume({ transactionId, pin, lastTry })))) existing.refused()
    setFresh({ pin: '', repeat: '' })
    setChecked(false)
  }
  return { action, rule, existing, fresh, setFresh, checked, chooses, submit }
}

type PinPartProps = {
  readonly form: ReturnType<typeof useResume>
  readonly token: TokenView | undefined
}

const PinPart = ({ form, token }: PinPartProps) =>
  form.chooses ? (
    <NewPin values={form.fresh} change={form.setFresh} rule={form.rule} checked={form.checked} />
  ) : (
    <ExistingPin form={form.existing} token={token} rule={form.rule} />
  )

/** The way on must not lie below the fold when a business stops in the middle of a long list. */
const inSight = (buttons: HTMLElement | null) => buttons?.scrollIntoView({ block: 'nearest' })

/** Where a business stopped: what happened, what was not lost, and 继续 or 放弃. */
export const ResumePanel = ({ transaction }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuance
  const token = snapshot.tokens.find(({ id }) => id === transaction.tokenId)
  const form = useResume(transaction, token)
  const [abandoning, setAbandoning] = useState(false)
  const report = form.action.error ?? transaction.error
  const waits = report?.code === 'request-waiting' || report?.code === 'payment-needed'
  const ready = transaction.tokenPresent && !(form.existing.last && !form.existing.sure)
  return (
    <>
      {report ? (
        <ErrorNote report={report} tone={waits ? 'info' : 'bad'} />
      ) : (
        <Note tone="soon" title={say.pausedTitle}>
          <p>{say.pausedMeaning}</p>
        </Note>
      )}
      {report?.code === 'payment-needed' && <PaymentPart transactionId={transaction.id} />}
      {!transaction.tokenPresent && !(report && saysPlugIn.has(report.code)) && (
        <Note tone="info" title={say.plugBack(transaction.tokenName)} />
      )}
      <form className={styles.resume} onSubmit={form.submit} noValidate>
        {transaction.needsPin && transaction.tokenPresent && (
          <>
            <p>{say.pinAgain}</p>
            <PinPart form={form} token={token} />
          </>
        )}
        <div className={styles.buttons} ref={inSight}>
          <Waiting active={form.action.pending} words={say.continuing} />
          <Button onClick={() => setAbandoning(true)}>{say.abandon}</Button>
          <Button type="primary" htmlType="submit" disabled={!ready || form.action.pending}>
            {say.continue}
          </Button>
        </div>
      </form>
      <AbandonDialog transaction={transaction} open={abandoning} close={() => setAbandoning(false)} />
    </>
  )
}
