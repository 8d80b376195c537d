import { Button, Modal } from 'antd'
import type { TransactionView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'

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
    <Modal
      open={open}
      title={say.abandonTitle}
      onCancel={close}
      width={440}
      centered
      // Kept at its place in the page: at the end of the body it would lock the scrolling with a style that the policy
      // forbids.
      getContainer={false}
      closable={false}
      footer={
        <div className={styles.buttons}>
          <Waiting active={pending} words={say.abandoning} />
          <Button onClick={close} autoFocus>
            {say.abandonNo}
          </Button>
          <Button danger disabled={pending} onClick={() => void abandon()}>
            {say.abandonYes}
          </Button>
        </div>
      }
    >
      <p>{say.abandonMeaning}</p>
      {error && <ErrorNote report={error} />}
    </Modal>
  )
}
