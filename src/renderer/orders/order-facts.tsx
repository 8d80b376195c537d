import type { OrderItem, OrderToPay } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Copied } from '../parts/copyable.tsx'
import { Facts } from '../parts/facts.tsx'
import sheet from '../parts/table.module.css'
import { yuanOf } from '../words/format.ts'
import orders from './orders.module.css'

/** 费用明细: what the sum is made of. */
export const ItemsTable = ({ items }: { readonly items: readonly OrderItem[] }) => {
  const say = useAssistant().words.orders
  const [name, ...figures] = say.itemColumns
  return (
    <table className={sheet.table}>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          {figures.map((column) => (
            <th key={column} scope="col" className={orders.figure}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(({ kind, unitFen, quantity, sumFen }) => (
          <tr key={kind}>
            <td>{say.itemNames[kind]}</td>
            <td className={orders.figure}>{yuanOf(unitFen)}</td>
            <td className={orders.figure}>{quantity}</td>
            <td className={orders.figure}>{yuanOf(sumFen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The sum, what has arrived and what is missing, and the number to name. */
export const OrderFacts = ({ order }: { readonly order: OrderToPay }) => {
  const say = useAssistant().words.orders
  const { number, items, totalFen, receivedFen } = order
  const arrived = [
    { name: say.received, value: say.yuan(yuanOf(receivedFen)) },
    { name: say.missing, value: say.yuan(yuanOf(Math.max(0, totalFen - receivedFen))) },
  ]
  return (
    <>
      <Facts
        facts={[
          { name: say.total, value: <strong className={orders.total}>{say.yuan(yuanOf(totalFen))}</strong> },
          ...(receivedFen > 0 ? arrived : []),
          { name: say.number, value: <Copied text={number} /> },
        ]}
      />
      {items.length > 0 && (
        <details className={orders.items}>
          <summary>{say.items}</summary>
          <ItemsTable items={items} />
        </details>
      )}
    </>
  )
}
