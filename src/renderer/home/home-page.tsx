import { Latest } from '../announcements/latest.tsx'
import { Page } from '../frame/page.tsx'
import { demonstrationOf } from '../issuers/demonstration-of.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { RefreshButton } from '../parts/refresh-button.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { SubscriptionOffer } from '../subscription/subscription-offer.tsx'
import { TokenCards } from '../tokens/token-cards.tsx'
import { TroubleCard } from '../tokens/trouble-card.tsx'
import { Actions } from './actions.tsx'
import { Banners } from './banners.tsx'
import { EmptyState } from './empty-state.tsx'
import styles from './home.module.css'
import { Lead } from './lead.tsx'

const Tokens = () => {
  const { snapshot, words } = useAssistant()
  if (snapshot.tokens.length > 0) return <TokenCards />
  if (snapshot.settled) return <EmptyState />
  return (
    <Card>
      <Waiting words={words.home.looking} />
    </Card>
  )
}

/** What matters now, in one column. */
export const HomePage = () => {
  const { snapshot, words } = useAssistant()
  return (
    <Page title={words.home.title} issuer={demonstrationOf(snapshot)} action={<RefreshButton />}>
      <Lead />
      <div className={styles.banners}>
        <Banners />
        {snapshot.troubles.map((trouble) => (
          <TroubleCard key={trouble.id} trouble={trouble} />
        ))}
      </div>
      <section className={styles.cards} aria-label={words.home.tokens}>
        <Tokens />
      </section>
      <SubscriptionOffer />
      <Section title={words.home.actions}>
        <Actions />
      </Section>
      <Latest />
    </Page>
  )
}
