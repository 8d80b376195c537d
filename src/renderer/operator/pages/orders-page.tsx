import { Button } from 'antd'
import { useState } from 'react'
import type { Tone } from '../../../shared/health/pair-health.ts'
import type { RaOrder, RaOrderState } from '../../../shared/ra-contract/index.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { dateTimeOf } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { yuan } from '../parts/money.ts'
import { type Load, useListing } from '../parts/use-listing.ts'
import { TransferDialog } from './transfer-dialog.tsx'

export type OrderRow = { readonly order: RaOrder; readonly accountName: string }

const load: Load<OrderRow> = async (client, query) => {
  const { orders, next } = await client.operator.orders(query)
  return { rows: orders, next }
}

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
  const listing = useListing(load)
  const [paying, setPaying] = useState<OrderRow | null>(null)
  return (
    <>
      <ListPage<OrderRow>
        title={words.places.orders}
        listing={listing}
        hint={say.hint}
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
            render: (_, { order }) => <span className={styles.plain}>{yuan(order.totalFen)}</span>,
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
            render: (_, row) =>
              row.order.state === 'unpaid' && (
                <Button size="small" onClick={() => setPaying(row)}>
                  {say.confirm}
                </Button>
              ),
          },
        ]}
      />
      {paying && <TransferDialog row={paying} onClose={() => setPaying(null)} onDone={listing.refresh} />}
    </>
  )
}
