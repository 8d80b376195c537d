import type { TransactionView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { ErrorNote } from '../parts/error-note.tsx'

type Props = {
  readonly transaction: TransactionView
  readonly open: boolean
  readonly close: () => void
}

/** Asks before a business is given up. It says what happens to the new keys and to the old certificate. */
export const AbandonDialog = ({ transaction, open, close }: Props) => {
  const { client, words } = useAssistant()
  const say = words.transactions
  const { pending, error, run } = useAction()
  const abandon = async () => {
    if (await run(() => client.transactions.abandon({ transactionId: transaction.id }))) close()
  }
  return (
    <ConfirmDialog
      open={open}
      title={say.abandonTitle}
      pending={pending}
      say={{ no: say.abandonNo, yes: say.abandonYes, doing: say.abandoning }}
      close={close}
      confirm={() => void abandon()}
    >
      <p>{say.abandonMeaning}</p>
      {error && <ErrorNote report={error} />}
    </ConfirmDialog>
  )
}
