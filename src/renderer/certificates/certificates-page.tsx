import { Page } from '../frame/page.tsx'
import { EmptyState } from '../home/empty-state.tsx'
import { MoreBusinesses } from '../home/more-businesses.tsx'
import { demonstrationOf } from '../issuers/demonstration-of.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { RefreshButton } from '../parts/refresh-button.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { YearLine } from '../reminders/year-line.tsx'
import { TokensInFull } from '../tokens/token-cards.tsx'
import { TroubleCard } from '../tokens/trouble-card.tsx'
import styles from './certificates.module.css'

/** Every token with its certificates in pairs, and links to each certificate in full. */
export const CertificatesPage = () => {
  const { snapshot, words } = useAssistant()
  const { tokens, troubles, settled } = snapshot
  return (
    <Page title={words.certificates.title} issuer={demonstrationOf(snapshot)} action={<RefreshButton />}>
      <div className={styles.cards}>
        {troubles.map((trouble) => (
          <TroubleCard key={trouble.id} trouble={trouble} />
        ))}
        <TokensInFull />
        {tokens.length === 0 && settled && <EmptyState />}
        {tokens.length === 0 && !settled && (
          <Card>
            <Waiting words={words.home.looking} />
          </Card>
        )}
        <YearLine />
        <MoreBusinesses />
      </div>
    </Page>
  )
}
