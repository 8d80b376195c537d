import { Button, QRCode } from 'antd'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { CopyButton } from '../parts/copyable.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from '../parts/form.module.css'
import orders from './orders.module.css'

type Props = { readonly payUrl: string; readonly transactionId: string }

/** 在线支付: the page in the system's browser, its address to copy, and as a code for a phone. */
export const OnlinePayment = ({ payUrl, transactionId }: Props) => {
  const { client, words } = useAssistant()
  const say = words.orders
  const { error, pending, run } = useAction()
  return (
    <div className={orders.way}>
      {error && <ErrorNote report={error} />}
      <div className={orders.online}>
        <div>
          <div className={orders.ways}>
            <Button
              type="primary"
              size="large"
              disabled={pending}
              onClick={() => void run(() => client.orders.openPayment({ transactionId }))}
            >
              {say.openPage}
            </Button>
          </div>
          <p className={styles.soft}>{say.linkMeaning}</p>
          <p className={orders.link}>
            {payUrl} <CopyButton text={payUrl} label={`${words.everywhere.copy} ${say.link}`} />
          </p>
        </div>
        <figure className={orders.code} role="img" aria-label={say.qrCode}>
          {/* The drawing inside says that it is a picture, but not of what. */}
          <div aria-hidden="true">
            <QRCode type="svg" value={payUrl} size={132} bordered={false} color="#000000" bgColor="#ffffff" />
          </div>
        </figure>
      </div>
    </div>
  )
}
