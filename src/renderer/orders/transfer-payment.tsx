import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { PaymentWays, TransferCheck, TypedTransfer } from '../../shared/models/index.ts'
import { transferFaults, transferOf } from '../../shared/orders/transfers.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Copied } from '../parts/copyable.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { yuanOf } from '../words/format.ts'
import orders from './orders.module.css'
import { TransferFields } from './transfer-fields.tsx'
import { freshTransfer, type OneTransfer, useTypedTransfers } from './use-typed-transfers.ts'

const most = 10

const useTransfers = (transactionId: string) => {
  const { client } = useAssistant()
  const action = useAction()
  const { all, keep: keepTyped } = useTypedTransfers(transactionId)
  const [checked, setChecked] = useState(false)
  const [result, setResult] = useState<TransferCheck | null>(null)
  const keep = (next: readonly OneTransfer[]) => {
    keepTyped(next)
    setResult(null)
  }
  const faultsOf = (one: OneTransfer) => (checked ? transferFaults(one.typed, new Date()) : {})
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (all.some(({ typed }) => Object.keys(transferFaults(typed, new Date())).length > 0)) return
    const transfers = all.map(({ typed }) => transferOf(typed))
    await action.run(async () => setResult(await client.orders.reportTransfers({ transactionId, transfers })))
  }
  return {
    action,
    all,
    result,
    faultsOf,
    submit,
    change: (id: number, typed: TypedTransfer) =>
      keep(all.map((one) => (one.id === id ? { id, typed } : one))),
    add: () => {
      setChecked(false)
      keep([...all, freshTransfer()])
    },
    remove: (id: number) => keep(all.filter((one) => one.id !== id)),
  }
}

const Outcome = ({ result }: { readonly result: TransferCheck }) => {
  const say = useAssistant().words.orders
  const missing = yuanOf(Math.max(0, result.totalFen - result.receivedFen))
  return result.paid ? (
    <Note tone="good" title={say.paid} urgent />
  ) : (
    <Note tone="soon" title={say.checked(missing)} urgent />
  )
}

type Props = {
  readonly payee: NonNullable<PaymentWays['payee']>
  readonly transactionId: string
}

/** 银行转账: the account to pay to, and the transfers that the person has made. */
export const TransferPayment = ({ payee, transactionId }: Props) => {
  const say = useAssistant().words.orders
  const { action, all, result, faultsOf, submit, change, add, remove } = useTransfers(transactionId)
  return (
    <form className={orders.way} onSubmit={submit} noValidate>
      <Facts
        facts={[
          { name: say.payee, value: payee.name },
          { name: say.account, value: <Copied text={payee.account} /> },
          { name: say.bank, value: payee.bank },
        ]}
      />
      <p className={styles.soft}>{say.transferNote}</p>
      {all.map((one, index) => (
        <TransferFields
          key={one.id}
          index={index}
          typed={one.typed}
          faults={faultsOf(one)}
          result={result?.results[index] ?? null}
          change={(typed) => change(one.id, typed)}
          remove={all.length > 1 ? () => remove(one.id) : null}
        />
      ))}
      {action.error && <ErrorNote report={action.error} />}
      {result && <Outcome result={result} />}
      <div className={orders.row}>
        <Button onClick={add} disabled={all.length >= most}>
          {say.add}
        </Button>
        <span className={orders.ways}>
          <Waiting active={action.pending} words={say.checking} />
          <Button type="primary" htmlType="submit" disabled={action.pending}>
            {say.check}
          </Button>
        </span>
      </div>
    </form>
  )
}
