import { Button } from 'antd'
import { certificateIdOf } from '../../shared/certificates/certificate-id-of.ts'
import type { UpgradeView } from '../../shared/models/index.ts'
import { newSealsOf } from '../../shared/upgrade/rows.ts'
import { findCertificate } from '../certificates/find-certificate.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { go } from '../place/use-place.ts'
import { SealPicture } from '../seals/seal-picture.tsx'
import { dateOf, grouped } from '../words/format.ts'
import styles from './upgrade.module.css'

type Props = { readonly upgrade: UpgradeView }

const Person = ({ upgrade }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.upgrade.summary
  const { issuerId, serial, holder, tokenName, tokenKind } = upgrade
  const id = certificateIdOf(snapshot, { issuerId, serial: serial ?? '' })
  const view = id === null ? null : (findCertificate(snapshot, id)?.view ?? null)
  return (
    <Facts
      facts={[
        { name: say.holder, value: holder },
        { name: say.serial, value: grouped(serial ?? '') },
        ...(view ? [{ name: say.until, value: dateOf(view.notAfter) }] : []),
        { name: say.device, value: tokenKind === 'soft' ? words.issuance.soft : tokenName },
      ]}
    />
  )
}

const Seals = ({ upgrade }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.upgrade.summary
  const seals = newSealsOf(snapshot, upgrade)
  if (upgrade.seal === 'left') return <p>{say.sealLeft}</p>
  if (upgrade.seal === 'none') return <p>{say.noSeal}</p>
  if (seals.length === 0) return <p>{say.sealAway}</p>
  return (
    <div className={styles.pictures}>
      {seals.map((seal) => (
        <div key={seal.id} className={styles.picture}>
          <SealPicture seal={seal} />
          <p>{seal.name}</p>
        </div>
      ))}
    </div>
  )
}

const Applications = ({ upgrade: { opened } }: Props) => {
  const say = useAssistant().words.upgrade.summary
  if (opened.length === 0) return <p>{say.noApplications}</p>
  return (
    <ul className={styles.opened}>
      {opened.map(({ id, name }) => (
        <li key={id}>
          <Icon name="check" size={16} />
          {name}
        </li>
      ))}
    </ul>
  )
}

/** The end: the person, the seal and the applications. */
export const SummaryMoment = ({ upgrade }: Props) => {
  const { client, words } = useAssistant()
  const say = words.upgrade.summary
  const { pending, error, run } = useAction()
  const finish = async () => {
    if (await run(() => client.upgrade.finish({ upgradeId: upgrade.id }))) go({ page: 'certificates' })
  }
  const { tokenId } = upgrade
  return (
    <Card>
      <div className={form.column}>
        <div role="status">
          <h2 className={form.lead}>{say.lead}</h2>
        </div>
        <Section title={say.person}>
          <Person upgrade={upgrade} />
        </Section>
        <Section title={say.seal}>
          <Seals upgrade={upgrade} />
        </Section>
        <Section title={say.applications}>
          <Applications upgrade={upgrade} />
        </Section>
        {error && <ErrorNote report={error} />}
        <Foot
          aside={
            upgrade.tokenKind === 'soft' &&
            tokenId !== null && (
              <Button size="large" onClick={() => go({ page: 'backup', tokenId })}>
                {say.backup}
              </Button>
            )
          }
          waiting={{ active: pending, words: say.finishing }}
        >
          <Button type="primary" size="large" disabled={pending} onClick={() => void finish()}>
            {say.finish}
          </Button>
        </Foot>
      </div>
    </Card>
  )
}
