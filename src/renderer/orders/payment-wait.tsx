import { Button } from 'antd'
import { useId, useState } from 'react'
import type { OrderToPay, PaymentWays, TransactionView, WaitFor } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { useOnReturn } from '../live/use-on-return.ts'
import { Copied } from '../parts/copyable.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import styles from '../parts/form.module.css'
import { yuanOf } from '../words/format.ts'
import orders from './orders.module.css'

const Order = ({ order }: { readonly order: OrderToPay }) => {
  const say = useAssistant().words.orders
  return (
    <Facts
      facts={[
        {
          name: say.total,
          value: <strong className={orders.total}>{say.yuan(yuanOf(order.totalFen))}</strong>,
        },
        {
          name: say.number,
          value: <Copied text={order.number} />,
        },
      ]}
    />
  )
}

const Transfer = ({
  payee,
  id,
}: {
  readonly payee: NonNullable<PaymentWays['payee']>
  readonly id: string
}) => {
  const say = useAssistant().words.orders
  return (
    <div id={id} className={orders.transfer}>
      <Facts
        facts={[
          { name: say.payee, value: payee.name },
          {
            name: say.account,
            value: <Copied text={payee.account} />,
          },
          { name: say.bank, value: payee.bank },
        ]}
      />
      <p className={styles.soft}>{say.transferNote}</p>
    </div>
  )
}

type WaysProps = { readonly ways: PaymentWays; readonly transactionId: string }

/** Ways to pay: online, by transfer, or as the hotline says if the authority offers neither. */
const Ways = ({ ways: { payUrl, payee }, transactionId }: WaysProps) => {
  const { client, words } = useAssistant()
  const say = words.orders
  const { error, pending, run } = useAction()
  const [asked, setAsked] = useState(false)
  const id = useId()
  const shown = asked || payUrl === null
  if (payUrl === null && payee === null)
    return <ErrorNote report={{ code: 'payment-not-set-up', params: {} }} tone="soon" urgent={false} />
  return (
    <>
      {error && <ErrorNote report={error} />}
      {payUrl !== null && (
        <div className={orders.ways}>
          <Button
            type="primary"
            size="large"
            disabled={pending}
            onClick={() => void run(() => client.orders.openPayment({ transactionId }))}
          >
            {say.pay}
          </Button>
          {payee && (
            <Button size="large" aria-expanded={asked} aria-controls={id} onClick={() => setAsked(!asked)}>
              {say.transfer}
            </Button>
          )}
        </div>
      )}
      {payee && shown && <Transfer payee={payee} id={id} />}
    </>
  )
}

const LoginFirst = ({ issuerId }: { readonly issuerId: string }) => {
  const { words } = useAssistant()
  return (
    <div className={orders.ways}>
      <p>{words.orders.loginFirst}</p>
      <Button href={hashOf({ page: 'login', issuerId })}>{words.orders.login}</Button>
    </div>
  )
}

type Props = { readonly transaction: TransactionView; readonly wait: WaitFor<'payment'> }

/** 等待缴费: the amount, the order, and the ways to pay it. */
export const PaymentWait = ({ transaction: { id, issuerId }, wait: { order } }: Props) => {
  const { client } = useAssistant()
  // Whoever comes back from the page of the payment wants to see at once that it has arrived. If the question fails,
  // the next one comes by itself.
  useOnReturn(() => void client.transactions.resume({ transactionId: id }).catch(() => undefined))
  return (
    <>
      <Order order={order} />
      {order.ways ? <Ways ways={order.ways} transactionId={id} /> : <LoginFirst issuerId={issuerId} />}
    </>
  )
}
