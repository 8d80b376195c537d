import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import type { Tone } from '../../../shared/health/pair-health.ts'
import type { RaOrder, RaOrderState } from '../../../shared/ra-contract/index.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { dateTimeOf } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { yuan } from '../parts/money.ts'
import { type Load, useListing } from '../parts/use-listing.ts'
import { RefundDialog } from './refund-dialog.tsx'
import { TransferDialog } from './transfer-dialog.tsx'

export type OrderRow = { readonly order: RaOrder; readonly accountName: string }

const tones: Readonly<Record<RaOrderState, Tone>> = {
  unpaid: 'quiet',
  paid: 'good',
  closed: 'quiet',
  'refund-due': 'soon',
  refunded: 'quiet',
}

export const OrdersPage = () => {
  const { words } = useDesk()
  const say = words.orders
  const [state, setState] = useState<RaOrderState | 'all'>('all')
  const load = useMemo<Load<OrderRow>>(
    () => async (client, query) => {
      const filtered = { ...query, ...(state === 'all' ? {} : { state }) }
      const { orders, next } = await client.operator.orders(filtered)
      return { rows: orders, next }
    },
    [state],
  )
  const listing = useListing(load)
  const [returning, setReturning] = useState<OrderRow | null>(null)
  const [paying, setPaying] = useState<OrderRow | null>(null)
  return (
    <>
      <ListPage<OrderRow>
        title={words.places.orders}
        listing={listing}
        hint={say.hint}
        filter={<StateFilter state={state} onChange={setState} />}
        rowKey={(row) => row.order.id}
        columns={[
          { title: say.number, render: (_, { order }) => order.number },
          {
            title: words.reviews.applicant,
            width: 280,
            render: (_, row) => <div className={styles.name}>{row.accountName}</div>,
          },
          {
            title: say.total,
            align: 'right',
            render: (_, { order }) => <Sums order={order} />,
          },
          {
            title: say.state,
            render: (_, { order }) => (
              <StateWord tone={tones[order.state]}>{words.orderStates[order.state]}</StateWord>
            ),
          },
          {
            title: say.method,
            width: 104,
            render: (_, { order }) => (order.method === null ? '—' : say.methods[order.method]),
          },
          {
            title: say.createdAt,
            responsive: ['lg'],
            render: (_, { order }) => <time>{dateTimeOf(order.createdAt)}</time>,
          },
          {
            title: say.paidAt,
            render: (_, { order }) => (order.paidAt === null ? '—' : <time>{dateTimeOf(order.paidAt)}</time>),
          },
          {
            title: <span className="unseen">{words.acts}</span>,
            render: (_, row) => (
              <div className={styles.acts}>
                {row.order.state === 'unpaid' && (
                  <Button size="small" onClick={() => setPaying(row)}>
                    {say.confirm}
                  </Button>
                )}
                {row.order.refund?.state === 'due' && (
                  <Button size="small" onClick={() => setReturning(row)}>
                    {say.refund}
                  </Button>
                )}
              </div>
            ),
          },
        ]}
      />
      {paying && <TransferDialog row={paying} onClose={() => setPaying(null)} onDone={listing.refresh} />}
      {returning && (
        <RefundDialog row={returning} onClose={() => setReturning(null)} onDone={listing.refresh} />
      )}
    </>
  )
}

type FilterProps = {
  readonly state: RaOrderState | 'all'
  readonly onChange: (state: RaOrderState | 'all') => void
}

const StateFilter = ({ state, onChange }: FilterProps) => {
  const { words } = useDesk()
  const states = Object.keys(tones) as RaOrderState[]
  return (
    <Select<RaOrderState | 'all'>
      aria-label={words.orders.state}
      value={state}
      onChange={onChange}
      options={[
        { value: 'all', label: words.all },
        ...states.map((value) => ({ value, label: words.orderStates[value] })),
      ]}
    />
  )
}

/** The sum, and where it differs what has arrived and what goes back. */
const Sums = ({ order }: { readonly order: RaOrder }) => {
  const { words } = useDesk()
  const say = words.orders
  const { totalFen, receivedFen, refund } = order
  return (
    <span className={styles.plain}>
      {yuan(totalFen)}
      {receivedFen !== 0 && receivedFen !== totalFen && (
        <span className={styles.soft}> · {say.received(yuan(receivedFen))}</span>
      )}
      {refund && (
        <span className={styles.soft}>
          {' '}
          · {refund.state === 'due' ? say.due(yuan(refund.amountFen)) : say.sent(yuan(refund.amountFen))}
        </span>
      )}
    </span>
  )
}
