import { Button } from 'antd'
import type { Tone } from '../../../shared/health/pair-health.ts'
import type { RaClient, RaRecovery } from '../../../shared/ra-contract/index.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { grouped } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { download } from '../parts/download.ts'
import { ListPage } from '../parts/listing.tsx'
import { useAct } from '../parts/use-act.ts'
import { type Load, useListing } from '../parts/use-listing.ts'

const load: Load<RaRecovery> = async (client) => {
  const { recoveries } = await client.operator.recoveries({})
  return { rows: recoveries, next: null }
}

const tones: Readonly<Record<RaRecovery['state'], Tone>> = {
  waiting: 'soon',
  approved: 'good',
  refused: 'bad',
  done: 'quiet',
}

export const RecoveriesPage = () => {
  const { words } = useDesk()
  const say = words.recoveries
  const listing = useListing(load)
  return (
    <ListPage<RaRecovery>
      title={words.places.recoveries}
      listing={listing}
      rowKey={(row) => row.id}
      empty={
        <>
          <p>{say.empty}</p>
          <p>{say.emptyHint}</p>
        </>
      }
      columns={[
        {
          title: say.holder,
          width: 300,
          render: (_, row) => (
            <div className={styles.name}>
              <div>{row.accountName}</div>
              <div className={styles.serial}>{grouped(row.serial)}</div>
            </div>
          ),
        },
        { title: say.reason, dataIndex: 'reason', width: 220 },
        { title: say.asked, dataIndex: 'openedBy' },
        { title: say.approvals, render: (_, row) => say.of(row.approvals.length, row.needed) },
        {
          title: say.state,
          render: (_, row) => <StateWord tone={tones[row.state]}>{say.states[row.state]}</StateWord>,
        },
        {
          title: <span className="unseen">{words.acts}</span>,
          render: (_, row) => <Acts row={row} onDone={listing.refresh} />,
        },
      ]}
    />
  )
}

const Acts = ({ row, onDone }: { readonly row: RaRecovery; readonly onDone: () => void }) => {
  const { words } = useDesk()
  const { busy, run } = useAct()
  const say = words.recoveries
  const recoveryId = row.id
  const act = async (call: (client: RaClient) => Promise<unknown>, done: string) => {
    await run(call, done)
    onDone()
  }
  const handOut = async (client: RaClient) => {
    const { envelopedKey } = await client.operator.collectRecovery({ recoveryId })
    download(`${row.serial}.enveloped-key.der`, 'application/octet-stream', envelopedKey)
  }
  if (row.state === 'waiting') {
    return (
      <div className={styles.acts}>
        <Button
          disabled={busy}
          onClick={() => act((client) => client.operator.refuseRecovery({ recoveryId }), say.states.refused)}
        >
          {say.refuse}
        </Button>
        <Button
          type="primary"
          loading={busy}
          onClick={() => act((client) => client.operator.approveRecovery({ recoveryId }), say.approve)}
        >
          {say.approve}
        </Button>
      </div>
    )
  }
  if (row.state === 'refused') return null
  return (
    <div className={styles.acts}>
      <Button loading={busy} onClick={() => act(handOut, say.collected)}>
        {say.collect}
      </Button>
    </div>
  )
}
