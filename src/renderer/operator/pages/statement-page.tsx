import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import type { RaStatementLine } from '../../../shared/ra-contract/operator.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { yuan } from '../parts/money.ts'
import { type Load, useListing } from '../parts/use-listing.ts'
import { ImportDialog } from '../statement/import-dialog.tsx'

type Row = { readonly line: RaStatementLine; readonly orderNumber: string | null }
type Use = 'all' | 'used' | 'unused'

/** The lines of the authority's own account. Only they pay an order by transfer. */
export const StatementPage = () => {
  const { words } = useDesk()
  const say = words.statement
  const [use, setUse] = useState<Use>('all')
  const [importing, setImporting] = useState(false)
  const load = useMemo<Load<Row>>(
    () => async (client, query) => {
      const { lines, next } = await client.operator.statement({ ...query, ...(use === 'all' ? {} : { use }) })
      return { rows: lines, next }
    },
    [use],
  )
  const listing = useListing(load)
  return (
    <>
      <ListPage<Row>
        title={words.places.statement}
        listing={listing}
        hint={say.hint}
        filter={
          <>
            <Select<Use>
              aria-label={say.use}
              value={use}
              onChange={setUse}
              options={[
                { value: 'all', label: words.all },
                { value: 'unused', label: say.uses.unused },
                { value: 'used', label: say.uses.used },
              ]}
            />
            <Button type="primary" onClick={() => setImporting(true)}>
              {say.import}
            </Button>
          </>
        }
        empty={
          <>
            <p>{say.empty}</p>
            <p>{say.emptyHint}</p>
          </>
        }
        rowKey={({ line }) => line.reference}
        columns={[
          { title: say.reference, render: (_, { line }) => line.reference },
          { title: say.account, render: (_, { line }) => line.payerAccount },
          {
            title: say.name,
            width: 260,
            render: (_, { line }) => <div className={styles.name}>{line.payerName}</div>,
          },
          {
            title: say.amount,
            align: 'right',
            render: (_, { line }) => <span className={styles.plain}>{yuan(line.amountFen)}</span>,
          },
          { title: say.date, render: (_, { line }) => <time>{line.paidOn}</time> },
          { title: say.note, responsive: ['lg'], render: (_, { line }) => line.note },
          {
            title: say.use,
            render: (_, { orderNumber }) =>
              orderNumber === null ? (
                <StateWord tone="soon">{say.uses.unused}</StateWord>
              ) : (
                <StateWord tone="good">{say.usedFor(orderNumber)}</StateWord>
              ),
          },
        ]}
      />
      {importing && <ImportDialog onClose={() => setImporting(false)} onDone={listing.refresh} />}
    </>
  )
}
