import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { ErrorCode } from '../../../shared/errors/index.ts'
import type { TokenView, TransactionView } from '../../../shared/models/index.ts'
import { useAction } from '../../live/use-action.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { LastTry } from '../../parts/last-try.tsx'
import { Note } from '../../parts/note.tsx'
import { PinField } from '../../parts/pin-field.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { pinFaultWords } from '../../words/pin-words.ts'
import { isLastTry, triesHint } from '../../words/tries.ts'
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
  const [values, setValues] = useState({ pin: '', repeat: '' })
  const [checked, setChecked] = useState(false)
  const [sure, setSure] = useState(false)
  const rule = token?.pinRule ?? snapshot.issuer.pinRule
  const chooses = choosesPin(transaction)
  const last = token !== undefined && isLastTry(token)
  const isGood = () =>
    chooses ? isNewPinGood(values, rule, words) : pinFaultWords(values.pin, rule, words) === null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (transaction.needsPin && (!isGood() || (last && !sure))) return
    const pin = transaction.needsPin ? { pin: values.pin } : {}
    await action.run(() => client.issuance.resume({ transactionId: transaction.id, ...pin }))
    setValues({ pin: '', repeat: '' })
    setChecked(false)
    setSure(false)
  }
  return { action, values, setValues, checked, sure, setSure, rule, chooses, last, submit }
}

const PinPart = ({
  form,
  token,
}: {
  readonly form: ReturnType<typeof useResume>
  readonly token: TokenView | undefined
}) => {
  const { words } = useAssistant()
  const { values, setValues, rule, checked } = form
  if (form.chooses) return <NewPin values={values} change={setValues} rule={rule} checked={checked} />
  return (
    <>
      <PinField
        label={words.pin.pin}
        value={values.pin}
        onChange={(pin) => setValues({ pin, repeat: '' })}
        fault={checked ? pinFaultWords(values.pin, rule, words) : null}
        hint={token ? triesHint(token, words) : words.pin.length(rule.min, rule.max)}
        autoFocus
      />
      {form.last && <LastTry sure={form.sure} setSure={form.setSure} />}
    </>
  )
}

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
  const ready = transaction.tokenPresent && !(form.last && !form.sure)
  return (
    <>
      {report ? (
        <ErrorNote report={report} tone={waits ? 'info' : 'bad'} />
      ) : (
        <Note tone="soon" title={say.pausedTitle}>
          <p>{say.pausedMeaning}</p>
        </Note>
      )}
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
