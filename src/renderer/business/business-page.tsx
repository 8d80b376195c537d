import { Page } from '../frame/page.tsx'
import { demonstrationOf } from '../issuers/demonstration-of.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Section } from '../parts/card.tsx'
import { RefreshButton } from '../parts/refresh-button.tsx'
import { Tile } from '../parts/tile.tsx'
import styles from './business.module.css'
import { CertificateBusiness } from './certificate-business.tsx'
import { DriverList } from './driver-list.tsx'
import { Hall } from './hall.tsx'

/** 业务办理: what can be done with each certificate, the pages of authorities, and the drivers of Ukeys. */
export const BusinessPage = () => {
  const { snapshot, words } = useAssistant()
  const say = words.business
  return (
    <Page title={say.title} issuer={demonstrationOf(snapshot)} action={<RefreshButton />}>
      <nav aria-label={say.also}>
        <ul className={styles.tiles}>
          <li>
            <Tile
              icon="grid"
              word={words.applications.entry}
              meaning={words.applications.entryMeaning}
              place={{ page: 'applications' }}
            />
          </li>
          <li>
            <Tile
              icon="info"
              word={words.announcements.title}
              meaning={words.announcements.entryMeaning}
              place={{ page: 'announcements' }}
            />
          </li>
          <li>
            <Tile
              icon="bell"
              word={words.subscription.entry}
              meaning={words.subscription.entryMeaning}
              place={{ page: 'subscription' }}
            />
          </li>
        </ul>
      </nav>
      <Section title={say.certificates}>
        <CertificateBusiness />
      </Section>
      <Section title={say.hall}>
        <Hall />
      </Section>
      <Section title={say.drivers}>
        <DriverList />
      </Section>
    </Page>
  )
}
