import { type HallRegion, hallOf } from '../../shared/business/hall.ts'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { useOnline } from '../live/use-online.ts'
import { Card } from '../parts/card.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { RefreshHere } from '../parts/refresh-button.tsx'
import { useBilingual } from '../words/use-bilingual.ts'
import styles from './business.module.css'
import { LinkRow } from './link-row.tsx'

const Region = ({ of: { region, links }, off }: { readonly of: HallRegion; readonly off: boolean }) => {
  const told = useBilingual()
  const issuerName = useIssuerName()
  const say = useAssistant().words.business
  const name = region === null ? say.nationwide : told(region)
  return (
    <section aria-label={name}>
      <h3 className={styles.region}>{name}</h3>
      <ul className={styles.rows}>
        {links.map(({ issuer, link }) => (
          <LinkRow
            key={`${issuer.id} ${link.id}`}
            {...{ issuerId: issuer.id, of: issuerName(issuer), link, say, off }}
          />
        ))}
      </ul>
    </section>
  )
}

/** 办事大厅. Without a network its pages cannot be opened; they come back by themselves. */
export const Hall = () => {
  const { snapshot, words } = useAssistant()
  const say = words.business
  const off = !useOnline()
  const regions = hallOf(snapshot.issuers)
  return (
    <Card>
      <div className={form.stack}>
        <p className={form.soft}>{regions.length === 0 ? say.hallNone : say.hallMeaning}</p>
        {off && regions.length > 0 && <Note tone="plain" title={say.offline} actions={<RefreshHere />} />}
        {regions.map((region) => (
          <Region key={region.region?.zh ?? ''} of={region} off={off} />
        ))}
      </div>
    </Card>
  )
}
