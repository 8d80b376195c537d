import { Button } from 'antd'
import { useState } from 'react'
import type { ErrorCode } from '../../shared/errors/index.ts'
import type { TokenView, TransactionView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { ExistingPin } from '../pin/existing-pin.tsx'
import { NewPinFields } from '../pin/new-pin-fields.tsx'
import { PinRefusal } from '../pin/pin-refusal.tsx'
import { keptName } from '../words/format.ts'
import { AbandonDialog } from './abandon-dialog.tsx'
import { useResume } from './use-resume.ts'

type Props = { readonly transaction: TransactionView }

/** Refusals that already ask the person to plug in the key. */
const saysPlugIn: ReadonlySet<ErrorCode> = new Set(['token-absent', 'token-removed', 'token-swapped'])

type Form = ReturnType<typeof useResume>

const PinPart = ({ form, token }: { readonly form: Form; readonly token: TokenView | undefined }) => {
  const { words } = useAssistant()
  const { chooses, fresh, setFresh, rule, checked } = form
  return (
    <>
      <p>{words.transactions.pinAgain}</p>
      {chooses ? (
        <NewPinFields values={fresh} change={setFresh} rule={rule} checked={checked} label={words.pin.pin} />
      ) : (
        <ExistingPin form={form.existing} token={token} rule={rule} />
      )}
    </>
  )
}

/** If a business stops in the middle of a long list, the button to go on must be in view. */
const inSight = (buttons: HTMLElement | null) => buttons?.scrollIntoView({ block: 'nearest' })

/** The error to show: first of this form, then of the transaction. A PIN that was unlocked is no obstacle any more. */
const reportOf = ({ error }: TransactionView, form: Form, token: TokenView | undefined, locked: boolean) => {
  if (locked) return { code: 'pin-locked', params: {} } as const
  const report = form.action.error ?? error
  return report?.code === 'pin-locked' && token?.pin.locked === false ? null : report
}

/** Shown when it is the person's turn: what was wrong, the PIN if it is needed, 继续 and 放弃. */
export const ResumeForm = ({ transaction }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.transactions
  const token = snapshot.tokens.find(({ id }) => id === transaction.tokenId)
  const form = useResume(transaction, token)
  const { action, existing, submit } = form
  const [abandoning, setAbandoning] = useState(false)
  const locked = transaction.needsPin && (token?.pin.locked ?? false)
  const report = reportOf(transaction, form, token, locked)
  const ready = transaction.tokenPresent && !locked && !(existing.last && !existing.sure)
  return (
    <>
      {report && <PinRefusal report={report} tokenId={token?.id} />}
      {!transaction.tokenPresent && !(report && saysPlugIn.has(report.code)) && (
        <Note tone="info" title={say.plugBack(keptName(transaction, words))}>
          <p>{say.mayClose}</p>
        </Note>
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
