import { Button } from 'antd'
import { useState } from 'react'
import type { ErrorCode } from '../../shared/errors/index.ts'
import type { ErrorReport, Snapshot, TokenView, TransactionView } from '../../shared/models/index.ts'
import { isInstallable } from '../../shared/renewal/rows.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { ExistingPin } from '../pin/existing-pin.tsx'
import { NewPinFields } from '../pin/new-pin-fields.tsx'
import { PinRefusal } from '../pin/pin-refusal.tsx'
import { TroubleCard } from '../tokens/trouble-card.tsx'
import { keptName } from '../words/format.ts'
import { AbandonDialog, abandonWords } from './abandon-dialog.tsx'
import { isBack } from './is-back.ts'
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

/**
 * The error to show: first of this form, then of the transaction. What is over by now is no obstacle any more: a PIN
 * that was unlocked, a key that is back.
 */
const reportOf = (
  transaction: TransactionView,
  form: Form,
  token: TokenView | undefined,
  locked: boolean,
) => {
  if (locked) return { code: 'pin-locked', params: {} } as const
  const report = form.action.error ?? transaction.error
  if (report?.code === 'pin-locked' && token?.pin.locked === false) return null
  return report === transaction.error && isBack(transaction) ? null : report
}

/** Where the key is: away, away because of its driver, or here again. */
const Whereabouts = ({ transaction, asked }: Props & { readonly asked: boolean }) => {
  const { snapshot, words } = useAssistant()
  const say = words.transactions
  if (isBack(transaction)) return <Note tone="good" title={say.isBack} />
  if (transaction.tokenPresent) return null
  if (transaction.tokenKind === 'ukey' && snapshot.troubles.length > 0)
    return snapshot.troubles.map((trouble) => <TroubleCard key={trouble.id} trouble={trouble} />)
  if (asked) return null
  return (
    <Note tone="info" title={say.plugBack(keptName(transaction, words))}>
      <p>{say.mayClose}</p>
    </Note>
  )
}

/** An obstacle in the driver comes before the request to plug in the key, which may be plugged in. */
const isHidden = (transaction: TransactionView, report: ErrorReport, { troubles }: Snapshot): boolean =>
  !transaction.tokenPresent &&
  transaction.tokenKind === 'ukey' &&
  troubles.length > 0 &&
  saysPlugIn.has(report.code)

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
      {report && !isHidden(transaction, report, snapshot) && (
        <PinRefusal report={report} tokenId={token?.id} />
      )}
      <Whereabouts transaction={transaction} asked={report !== null && saysPlugIn.has(report.code)} />
      <form className={styles.stack} onSubmit={submit} noValidate>
        {transaction.needsPin && transaction.tokenPresent && !locked && <PinPart form={form} token={token} />}
        <div className={styles.buttons} ref={inSight}>
          <Waiting active={action.pending} words={say.continuing} />
          <Button onClick={() => setAbandoning(true)}>{abandonWords(transaction, words).act}</Button>
          <Button type="primary" htmlType="submit" disabled={!ready || action.pending}>
            {isInstallable(transaction) ? words.renewal.install : say.continue}
          </Button>
        </div>
      </form>
      <AbandonDialog transaction={transaction} open={abandoning} close={() => setAbandoning(false)} />
    </>
  )
}
