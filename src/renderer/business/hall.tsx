import { Button } from 'antd'
import { type HallLink, type HallRegion, hallOf } from '../../shared/business/hall.ts'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { useOnline } from '../live/use-online.ts'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { RefreshHere } from '../parts/refresh-button.tsx'
import { useBilingual } from '../words/use-bilingual.ts'
import styles from './business.module.css'

const LinkRow = ({ of: { issuer, link }, off }: { readonly of: HallLink; readonly off: boolean }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.business
  const told = useBilingual()
  const issuerName = useIssuerName()
  const { error, pending, run } = useAction()
  const which = { issuerId: issuer.id, linkId: link.id }
  const name = told(link.name)
  const isKept = snapshot.applications.some((one) => one.kind === 'link' && one.address === link.address)
  return (
    <li className={styles.row}>
      <div>
        <strong>{name}</strong>
        <small>
          {issuerName(issuer)} · {new URL(link.address).hostname}
        </small>
        {link.about && <small>{told(link.about)}</small>}
        {error && <ErrorNote report={error} />}
      </div>
      <div className={styles.acts}>
        <Button
          size="small"
          disabled={isKept || pending}
          aria-label={`${isKept ? say.kept : say.keep} ${name}`}
          onClick={() => void run(() => client.applications.keepLink(which))}
        >
          {isKept ? say.kept : say.keep}
        </Button>
        <Button
          size="small"
          disabled={off || pending}
          aria-label={`${say.open} ${name}`}
          onClick={() => void run(() => client.applications.openLink(which))}
        >
          {say.open}
        </Button>
      </div>
    </li>
  )
}

const Region = ({ of: { region, links }, off }: { readonly of: HallRegion; readonly off: boolean }) => {
  const told = useBilingual()
  const say = useAssistant().words.business
  const name = region === null ? say.nationwide : told(region)
  return (
    <section aria-label={name}>
      <h3 className={styles.region}>{name}</h3>
      <ul className={styles.rows}>
        {links.map((one) => (
          <LinkRow key={`${one.issuer.id} ${one.link.id}`} of={one} off={off} />
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
