import { Button } from 'antd'
import type { UpgradeView } from '../../shared/models/index.ts'
import { type UpgradeRow, upgradeRows } from '../../shared/upgrade/rows.ts'
import { Page } from '../frame/page.tsx'
import { demonstrationOf } from '../issuers/demonstration-of.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import form from '../parts/form.module.css'
import { Paged } from '../parts/paged.tsx'
import { RefreshButton } from '../parts/refresh-button.tsx'
import sheet from '../parts/table.module.css'
import { go } from '../place/use-place.ts'
import { dateOf } from '../words/format.ts'

const Rows = ({ rows }: { readonly rows: readonly UpgradeRow[] }) => {
  const { snapshot, words } = useAssistant()
  const say = words.upgrade
  const [certificate, until, act] = say.list.columns
  const isDraft = ({ view }: UpgradeRow) =>
    snapshot.upgradeDrafts.some(
      ({ issuerId, serial }) => issuerId === view.issuerId && serial === view.serial,
    )
  return (
    <table className={sheet.table} aria-label={say.title}>
      <thead>
        <tr>
          <th scope="col">{certificate}</th>
          <th scope="col">{until}</th>
          <th scope="col">{act}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.view.id}>
            <td>{row.view.holder}</td>
            <td>{dateOf(row.view.notAfter)}</td>
            <td>
              <Button
                size="small"
                aria-label={`${isDraft(row) ? say.goOn : say.act} ${row.view.holder}`}
                onClick={() => go({ page: 'upgrade', certificateId: row.view.id })}
              >
                {isDraft(row) ? say.goOn : say.act}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Open = ({ upgrade }: { readonly upgrade: UpgradeView }) => {
  const say = useAssistant().words.upgrade
  const { id, holder, tokenName } = upgrade
  const states = (['certificate', 'seal', 'applications'] as const).map((tick) => {
    const state = upgrade[tick]
    const word =
      state === 'done' || state === 'none' || state === 'left' || state === 'ahead'
        ? say.tickState[state]
        : say.tickState.now
    return `${say.ticks[tick]} ${word}`
  })
  return (
    <Card>
      <div className={form.stack}>
        <p className={form.lead}>{holder}</p>
        <p className={form.soft}>{[tokenName, ...states].filter(Boolean).join(' · ')}</p>
        <div className={form.buttons}>
          <Button
            type="primary"
            aria-label={`${say.goOn} ${holder}`}
            onClick={() => go({ page: 'upgrade-progress', upgradeId: id })}
          >
            {say.goOn}
          </Button>
        </div>
      </div>
    </Card>
  )
}

const found = (rows: readonly UpgradeRow[], search: string) =>
  rows.filter(({ view }) =>
    `${view.holder} ${view.serial}`.toUpperCase().includes(search.trim().toUpperCase()),
  )

/** 升级向导: what is not finished, and the certificates that can be upgraded. */
export const UpgradesPage = () => {
  const { snapshot, words } = useAssistant()
  const say = words.upgrade
  const rows = upgradeRows(snapshot)
  const { upgrades } = snapshot
  return (
    <Page title={say.title} issuer={demonstrationOf(snapshot)} action={<RefreshButton />}>
      {upgrades.length > 0 && (
        <Section title={say.list.open}>
          {upgrades.map((upgrade) => (
            <Open key={upgrade.id} upgrade={upgrade} />
          ))}
        </Section>
      )}
      <Card>
        {rows.length === 0 ? (
          <>
            <p className={form.lead}>{say.list.none}</p>
            <p className={form.soft}>{say.list.noneMeaning}</p>
          </>
        ) : (
          <Paged items={rows} find={found} searchLabel={say.list.columns[0]}>
            {(shown) => <Rows rows={shown} />}
          </Paged>
        )}
      </Card>
    </Page>
  )
}
