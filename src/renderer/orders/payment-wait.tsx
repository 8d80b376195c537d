import { Button } from 'antd'
import { useState } from 'react'
import type { PaymentWays, TransactionView, WaitFor } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useAssistant } from '../live/use-live.tsx'
import { useOnReturn } from '../live/use-on-return.ts'
import { Choices } from '../parts/choices.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { OnlinePayment } from './online-payment.tsx'
import { OrderFacts } from './order-facts.tsx'
import orders from './orders.module.css'
import { TransferPayment } from './transfer-payment.tsx'

type Way = 'online' | 'transfer'
type WaysProps = { readonly ways: PaymentWays; readonly begun: boolean; readonly transactionId: string }

/** Ways to pay: online, by transfer, or as the hotline says if the authority offers neither. */
const Ways = ({ ways: { payUrl, payee }, begun, transactionId }: WaysProps) => {
  const say = useAssistant().words.orders
  const [chosen, setChosen] = useState<Way>(begun ? 'transfer' : 'online')
  if (payUrl === null && payee === null)
    return <ErrorNote report={{ code: 'payment-not-set-up', params: {} }} tone="soon" urgent={false} />
  const way: Way = payUrl === null ? 'transfer' : payee === null ? 'online' : chosen
  return (
    <>
      {payUrl !== null && payee !== null && (
        <Choices<Way>
          legend={say.how}
          choices={[
            { value: 'online', title: say.pay, meaning: say.payMeaning },
            { value: 'transfer', title: say.transfer, meaning: say.transferMeaning },
          ]}
          chosen={way}
          choose={setChosen}
        />
      )}
      {way === 'online' && payUrl !== null && <OnlinePayment payUrl={payUrl} transactionId={transactionId} />}
      {way === 'transfer' && payee !== null && (
        <TransferPayment payee={payee} transactionId={transactionId} />
      )}
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

/** 缴费: the amount, the order, and the ways to pay it. */
export const PaymentWait = ({ transaction: { id, issuerId }, wait: { order } }: Props) => {
  const { client } = useAssistant()
  // Whoever comes back from the page of the payment wants to see at once that it has arrived. If the question fails,
  // the next one comes by itself.
  useOnReturn(() => void client.transactions.resume({ transactionId: id }).catch(() => undefined))
  return (
    <>
      <OrderFacts order={order} />
      {order.ways ? (
        <Ways ways={order.ways} begun={order.receivedFen > 0} transactionId={id} />
      ) : (
        <LoginFirst issuerId={issuerId} />
      )}
    </>
  )
}
