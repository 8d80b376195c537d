import { App, Button, Select, type TableProps } from 'antd'
import { useMemo, useState } from 'react'
import type { Tone } from '../../../shared/health/pair-health.ts'
import type { RaRequestState } from '../../../shared/ra-contract/index.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { dateTimeOf } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { yuan } from '../parts/money.ts'
import { useAct } from '../parts/use-act.ts'
import { type Load, useListing } from '../parts/use-listing.ts'
import { CorrectionDialog } from './correction-dialog.tsx'
import { RefuseDialog } from './refuse-dialog.tsx'
import { RequestDetails } from './request-details.tsx'
import type { RequestRow } from './request-row.ts'

const tones: Readonly<Record<RaRequestState, Tone>> = {
  opened: 'quiet',
  'awaiting-payment': 'quiet',
  'awaiting-review': 'soon',
  'awaiting-correction': 'quiet',
  ready: 'good',
  issued: 'good',
  active: 'good',
  refused: 'bad',
  abandoned: 'quiet',
  expired: 'quiet',
}

/** Requests that wait for an operator, or those of another state if the operator chooses it. */
export const ReviewsPage = () => {
  const { words } = useDesk()
  const [state, setState] = useState<RaRequestState | 'all'>('awaiting-review')
  const load = useMemo<Load<RequestRow>>(
    () => async (client, query) => {
      const { requests, next } = await client.operator.requests({
        ...query,
        ...(state === 'all' ? {} : { state }),
      })
      return { rows: requests, next }
    },
    [state],
  )
  const listing = useListing(load)
  const [refusing, setRefusing] = useState<RequestRow | null>(null)
  const [correcting, setCorrecting] = useState<RequestRow | null>(null)
  const say = words.reviews
  // Left out while only waiting requests are shown, because the filter already says it.
  const stateColumn: NonNullable<TableProps<RequestRow>['columns']>[number] = {
    title: say.state,
    render: (_, { request }) => (
      <StateWord tone={tones[request.state]}>{words.requestStates[request.state]}</StateWord>
    ),
  }
  const states = Object.entries(words.requestStates).map(([value, label]) => ({ value, label }))
  return (
    <>
      <ListPage<RequestRow>
        title={words.places.reviews}
        listing={listing}
        hint={say.hint}
        filter={
          <Select<RaRequestState | 'all'>
            aria-label={say.state}
            value={state}
            onChange={setState}
            options={[
              { value: 'all', label: words.all },
              ...(states as { value: RaRequestState; label: string }[]),
            ]}
          />
        }
        rowKey={(row) => row.request.id}
        details={(row) => <RequestDetails row={row} />}
        empty={
          <>
            <p>{state === 'awaiting-review' ? say.empty : words.nothing}</p>
            {state === 'awaiting-review' && <p>{say.emptyHint}</p>}
          </>
        }
        columns={[
          {
            title: say.applicant,
            width: 300,
            render: (_, row) => <div className={styles.name}>{row.accountName}</div>,
          },
          { title: say.business, render: (_, { request }) => words.businesses[request.business] },
          {
            title: say.term,
            responsive: ['lg'],
            render: (_, { request }) => <span className={styles.plain}>{say.years(request.termYears)}</span>,
          },
          {
            title: say.fee,
            align: 'right',
            render: (_, { request }) => (
              <span className={styles.plain}>
                {request.order === null ? '—' : yuan(request.order.totalFen)}
              </span>
            ),
          },
          {
            title: say.openedAt,
            responsive: ['lg'],
            render: (_, { request }) => <time>{dateTimeOf(request.openedAt)}</time>,
          },
          ...(state === 'awaiting-review' ? [] : [stateColumn]),
          {
            title: <span className="unseen">{words.acts}</span>,
            render: (_, row) =>
              row.request.state === 'awaiting-review' && (
                <Acts
                  row={row}
                  onDone={listing.refresh}
                  onRefuse={() => setRefusing(row)}
                  onCorrect={() => setCorrecting(row)}
                />
              ),
          },
        ]}
      />
      {refusing !== null && (
        <RefuseDialog row={refusing} onClose={() => setRefusing(null)} onDone={listing.refresh} />
      )}
      {correcting !== null && (
        <CorrectionDialog row={correcting} onClose={() => setCorrecting(null)} onDone={listing.refresh} />
      )}
    </>
  )
}

type ActsProps = {
  readonly row: RequestRow
  readonly onDone: () => void
  readonly onRefuse: () => void
  readonly onCorrect: () => void
}

const Acts = ({ row, onDone, onRefuse, onCorrect }: ActsProps) => {
  const { words } = useDesk()
  const { modal } = App.useApp()
  const { busy, run } = useAct()
  const say = words.reviews
  const approve = () =>
    modal.confirm({
      title: say.approveTitle,
      content: `${row.accountName}。${say.approveText}`,
      okText: say.approve,
      cancelText: words.cancel,
      onOk: async () => {
        const requestId = row.request.id
        await run((client) => client.operator.approve({ requestId }), say.approved(row.accountName))
        onDone()
      },
    })
  return (
    <div className={styles.acts}>
      <Button onClick={onRefuse} disabled={busy}>
        {say.refuse}
      </Button>
      <Button onClick={onCorrect} disabled={busy}>
        {say.correct}
      </Button>
      <Button type="primary" onClick={approve} loading={busy}>
        {say.approve}
      </Button>
    </div>
  )
}
