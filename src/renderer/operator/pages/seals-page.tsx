import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import type { Tone } from '../../../shared/health/pair-health.ts'
import type { RaSeal, RaSealState } from '../../../shared/ra-contract/index.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { dateOf, grouped } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { useAct } from '../parts/use-act.ts'
import { type Load, useListing } from '../parts/use-listing.ts'
import { drawSeal } from '../seals/draw-seal.ts'
import { RevokeSealDialog } from './seal-dialog.tsx'

type Row = { readonly seal: RaSeal; readonly accountName: string }

const tones: Readonly<Record<RaSealState, Tone>> = { applied: 'soon', issued: 'good', revoked: 'bad' }
const states: readonly RaSealState[] = ['applied', 'issued', 'revoked']

/** Applications for electronic seals, and the seals that were made. */
export const SealsPage = () => {
  const { words } = useDesk()
  const say = words.seals
  const [state, setState] = useState<RaSealState | 'all'>('all')
  const load = useMemo<Load<Row>>(
    () => async (client, query) => {
      const { seals, next } = await client.operator.seals({ ...query, ...(state === 'all' ? {} : { state }) })
      return { rows: seals, next }
    },
    [state],
  )
  const listing = useListing(load)
  const [revoking, setRevoking] = useState<RaSeal | null>(null)
  return (
    <>
      <ListPage<Row>
        title={words.places.seals}
        listing={listing}
        hint={say.hint}
        filter={
          <Select<RaSealState | 'all'>
            aria-label={say.state}
            value={state}
            onChange={setState}
            style={{ minWidth: 160 }}
            options={[
              { value: 'all', label: words.all },
              ...states.map((value) => ({ value, label: say.states[value] })),
            ]}
          />
        }
        empty={
          <>
            <p>{say.empty}</p>
            <p>{say.emptyHint}</p>
          </>
        }
        rowKey={(row) => row.seal.id}
        columns={[
          {
            title: say.name,
            width: 320,
            render: (_, { seal }) => (
              <div className={styles.name}>
                <div>{seal.name}</div>
                <div>{say.types[seal.type]}</div>
                <div className={styles.serial}>{grouped(seal.serial)}</div>
              </div>
            ),
          },
          {
            title: say.state,
            render: (_, { seal }) => <StateWord tone={tones[seal.state]}>{say.states[seal.state]}</StateWord>,
          },
          { title: say.appliedAt, render: (_, { seal }) => <time>{dateOf(seal.appliedAt)}</time> },
          {
            title: <span className="unseen">{words.acts}</span>,
            render: (_, { seal }) => (
              <Acts seal={seal} revoke={() => setRevoking(seal)} onDone={listing.refresh} />
            ),
          },
        ]}
      />
      {revoking && (
        <RevokeSealDialog seal={revoking} onClose={() => setRevoking(null)} onDone={listing.refresh} />
      )}
    </>
  )
}

type ActsProps = { readonly seal: RaSeal; readonly revoke: () => void; readonly onDone: () => void }

const Acts = ({ seal, revoke, onDone }: ActsProps) => {
  const { words } = useDesk()
  const say = words.seals
  const { busy, run } = useAct()
  const issue = async () => {
    const call = { sealId: seal.id, picture: drawSeal(seal) }
    await run((client) => client.operator.issueSeal(call), say.issued(seal.name))
    onDone()
  }
  if (seal.state === 'revoked') return null
  return (
    <div className={styles.acts}>
      <Button danger disabled={busy} onClick={revoke}>
        {seal.state === 'applied' ? say.drop : say.revoke}
      </Button>
      {seal.state === 'applied' && (
        <Button type="primary" loading={busy} onClick={() => void issue()}>
          {say.issue}
        </Button>
      )}
    </div>
  )
}
