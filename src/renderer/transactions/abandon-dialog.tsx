import type { TransactionView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { ErrorNote } from '../parts/error-note.tsx'

type Props = {
  readonly transaction: TransactionView
  readonly open: boolean
  readonly close: () => void
}

/** 放弃, or 撤销申请 where money may have to go back. */
export const abandonWords = ({ business, keys }: TransactionView, words: Texts) => {
  const { renewal, transactions: say, upgrade } = words
  if (business === 'upgrade')
    return {
      act: say.abandon,
      title: upgrade.withdrawTitle,
      meaning: upgrade.withdrawMeaning,
      say: { no: say.abandonNo, yes: upgrade.withdrawYes, doing: say.abandoning },
    }
  if (business === 'renew')
    return {
      act: renewal.withdraw,
      title: renewal.withdrawTitle,
      meaning: keys === 'same' ? renewal.withdrawMeaningSameKeys : renewal.withdrawMeaning,
      say: { no: renewal.withdrawNo, yes: renewal.withdrawYes, doing: renewal.withdrawing },
    }
  return {
    act: say.abandon,
    title: say.abandonTitle,
    meaning: say.abandonMeaning,
    say: { no: say.abandonNo, yes: say.abandonYes, doing: say.abandoning },
  }
}

/** Asks before a business is given up. It says what happens to the new keys and to the old certificate. */
export const AbandonDialog = ({ transaction, open, close }: Props) => {
  const { client, words } = useAssistant()
  const { title, meaning, say } = abandonWords(transaction, words)
  const { pending, error, run } = useAction()
  const abandon = async () => {
    if (await run(() => client.transactions.abandon({ transactionId: transaction.id }))) close()
  }
  return (
    <ConfirmDialog
      open={open}
      title={title}
      pending={pending}
      say={say}
      close={close}
      confirm={() => void abandon()}
    >
      <p>{meaning}</p>
      {error && <ErrorNote report={error} />}
    </ConfirmDialog>
  )
}
