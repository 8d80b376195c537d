import { Button } from 'antd'
import { useEffect } from 'react'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { RefundView } from '../../shared/models/index.ts'
import { isInstallable, type RenewalRow, renewalRows } from '../../shared/renewal/rows.ts'
import { Page } from '../frame/page.tsx'
import { demonstrationOf } from '../issuers/demonstration-of.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Paged } from '../parts/paged.tsx'
import { RefreshButton } from '../parts/refresh-button.tsx'
import sheet from '../parts/table.module.css'
import { go } from '../place/use-place.ts'
import { waitTitle } from '../transactions/wait-words.ts'
import { dateOf, dateTimeOf, keptName, yuanOf } from '../words/format.ts'
import styles from './renewal.module.css'

/** 申请续期, 查询进度 and, when it is approved, 安装证书. */
const Acts = ({ row }: { readonly row: RenewalRow }) => {
  const say = useAssistant().words.renewal.list
  const { view, transaction, draft, able } = row
  const about = (act: string) => ({ 'aria-label': `${act} ${row.holder}` })
  const progress = () => transaction && go({ page: 'renewal-progress', transactionId: transaction.id })
  const ready = transaction !== null && isInstallable(transaction)
  const correct = transaction?.waiting?.for === 'correction'
  const apply = draft ? say.goOn : say.apply
  return (
    <div className={styles.acts}>
      {transaction === null && (
        <Button
          size="small"
          type={able ? 'primary' : 'default'}
          disabled={!able || view === null}
          {...about(apply)}
          onClick={() => view && go({ page: 'renewal', certificateId: view.id })}
        >
          {apply}
        </Button>
      )}
      {(ready || correct) && (
        <Button size="small" type="primary" {...about(ready ? say.install : say.correct)} onClick={progress}>
          {ready ? say.install : say.correct}
        </Button>
      )}
      <Button size="small" disabled={transaction === null} {...about(say.progress)} onClick={progress}>
        {say.progress}
      </Button>
    </div>
  )
}

const Row = ({ row }: { readonly row: RenewalRow }) => {
  const { words } = useAssistant()
  const say = words.renewal.list
  const { view, transaction, draft, able, token } = row
  const waiting = transaction?.waiting ? waitTitle(transaction, transaction.waiting, words) : null
  const name = keptName(token, words)
  return (
    <tr>
      <td>
        {row.holder}
        <div className={sheet.sub}>{view ? name : say.away(name)}</div>
      </td>
      <td className={sheet.whole}>{view && dateOf(view.notAfter)}</td>
      <td>
        <Acts row={row} />
        {waiting && <div className={sheet.sub}>{waiting}</div>}
        {draft && !transaction && <div className={sheet.sub}>{say.draft(dateTimeOf(draft.savedAt))}</div>}
        {!able && <div className={sheet.sub}>{say.other}</div>}
      </td>
    </tr>
  )
}

const Table = ({ rows }: { readonly rows: readonly RenewalRow[] }) => {
  const say = useAssistant().words.renewal.list
  return (
    <table className={sheet.table}>
      <thead>
        <tr>
          <th scope="col">{say.subject}</th>
          <th scope="col">{say.validity}</th>
          <th scope="col">{say.acts}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} />
        ))}
      </tbody>
    </table>
  )
}

const Refund = ({ refund }: { readonly refund: RefundView }) => {
  const { client, words } = useAssistant()
  const say = words.renewal.list
  const { pending, run } = useAction()
  const { id, state, amountFen, orderNumber, since, holder } = refund
  const sent = state === 'sent'
  return (
    <Note
      tone={sent ? 'good' : 'info'}
      icon="bill"
      title={(sent ? say.refundSent : say.refundDue)(yuanOf(amountFen), orderNumber)}
      actions={
        <Button
          disabled={pending}
          onClick={() =>
            void run(() =>
              sent ? client.orders.dismissRefund({ refundId: id }) : client.orders.refreshRefunds(),
            )
          }
        >
          {sent ? say.refundSeen : say.askRefunds}
        </Button>
      }
    >
      <p>{holder}</p>
      {!sent && <p>{say.refundSince(dateTimeOf(since))}</p>}
    </Note>
  )
}

const Refunds = () => {
  const { client, snapshot, words } = useAssistant()
  // Whoever opens the page wants to know how far it is now.
  useEffect(() => void client.orders.refreshRefunds().catch(() => undefined), [client])
  if (snapshot.refunds.length === 0) return null
  return (
    <Section title={words.renewal.list.refunds}>
      {snapshot.refunds.map((refund) => (
        <Refund key={refund.id} refund={refund} />
      ))}
    </Section>
  )
}

const Notes = ({ rows }: { readonly rows: readonly RenewalRow[] }) => {
  const { snapshot, words } = useAssistant()
  const say = words.renewal.list
  const issuers = [
    ...new Set(rows.map(({ view, transaction }) => view?.issuerId ?? transaction?.issuerId ?? null)),
  ]
  const hotlines = issuers.flatMap((id) => issuerById(snapshot, id)?.hotline ?? [])
  return (
    <Section title={say.notes}>
      <ol className={form.list}>
        {[...say.noteList, ...hotlines.map(say.hotline)].map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ol>
    </Section>
  )
}

const found = (rows: readonly RenewalRow[], search: string) =>
  rows.filter(({ holder, view }) =>
    `${holder} ${view?.serial ?? ''}`.toUpperCase().includes(search.trim().toUpperCase()),
  )

/** 证书续期: the certificates that are here and the renewals that are not finished. */
export const RenewalsPage = () => {
  const { snapshot, words } = useAssistant()
  const say = words.renewal
  const rows = renewalRows(snapshot)
  return (
    <Page title={say.title} issuer={demonstrationOf(snapshot)} action={<RefreshButton />}>
      <Card>
        {rows.length === 0 ? (
          <>
            <p className={form.lead}>{say.list.none}</p>
            <p className={form.soft}>{say.list.noneMeaning}</p>
          </>
        ) : (
          <Paged items={rows} find={found} searchLabel={say.list.subject}>
            {(shown) => <Table rows={shown} />}
          </Paged>
        )}
      </Card>
      <Refunds />
      <Notes rows={rows} />
    </Page>
  )
}
