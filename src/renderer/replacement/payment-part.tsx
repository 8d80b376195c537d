import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { PaymentView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import styles from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'
import { yuan } from './target-moment.tsx'

/** Only a person at the authority can say that this order is paid: what to tell them. */
const NotSetUp = ({ payment }: { readonly payment: PaymentView }) => {
  const { words } = useAssistant()
  const say = words.replacement
  return (
    <div className={styles.stack}>
      <ErrorNote report={{ code: 'payment-not-set-up', params: {} }} tone="soon" urgent={false} />
      <Facts
        facts={[
          { name: say.orderNumber, value: payment.number },
          { name: say.orderTotal, value: say.yuan(yuan(payment.totalFen)) },
        ]}
      />
    </div>
  )
}

/** A business that waits for its payment: how much, where, and the page of the payment service. */
export const PaymentPart = ({ transactionId }: { readonly transactionId: string }) => {
  const { client, words } = useAssistant()
  const say = words.replacement
  const { error, pending, run } = useAction()
  const [payment, setPayment] = useState<PaymentView | null>(null)
  useEffect(() => {
    void run(async () => setPayment(await client.replacement.payment({ transactionId })))
  }, [client, run, transactionId])
  if (error) return <ErrorNote report={error} />
  if (!payment) return <Waiting active={pending} words={say.loadingPayment} />
  if (payment.state === 'paid') return <p>{say.paid}</p>
  const { payee, number, totalFen } = payment
  if (payment.payUrl === null && payee === null) return <NotSetUp payment={payment} />
  return (
    <div className={styles.stack}>
      <div className={styles.buttons}>
        <p>{say.payMeaning(yuan(totalFen), number)}</p>
        <Button
          type="primary"
          disabled={pending || payment.payUrl === null}
          onClick={() => void run(() => client.replacement.openPayment({ transactionId }))}
        >
          {say.pay}
        </Button>
      </div>
      {payee && (
        <>
          <p className={styles.soft}>{say.transfer}</p>
          <Facts
            facts={[
              { name: say.payee, value: payee.name },
              { name: say.account, value: payee.account },
              { name: say.bank, value: payee.bank },
            ]}
          />
        </>
      )}
    </div>
  )
}
