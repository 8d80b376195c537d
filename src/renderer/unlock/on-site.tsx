import type { UnlockWays } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { Facts } from '../parts/facts.tsx'
import styles from '../parts/form.module.css'

const Points = ({ ways }: { readonly ways: UnlockWays }) => {
  const { words } = useAssistant()
  const say = words.unlock
  const { servicePoints, hotline } = ways
  return (
    <>
      <Facts
        facts={[
          ...servicePoints.map(({ name, address, phone }) => ({
            name,
            value: [address, phone].filter(Boolean).join(' · '),
          })),
          ...(hotline ? [{ name: say.hotline, value: hotline }] : []),
        ]}
      />
      {servicePoints.length === 0 && <p>{hotline ? say.noPoints : say.noContact}</p>}
    </>
  )
}

/** The way by the service point: what to bring, where it is, and its phone. */
export const OnSite = ({ ways }: { readonly ways: UnlockWays }) => {
  const { snapshot, words } = useAssistant()
  const say = words.unlock
  const english = snapshot.settings.language === 'en'
  const own = ways.documents.map(({ zh, en }) => (english ? en : zh))
  const documents = own.length > 0 ? own : say.bringDefault
  return (
    <Section title={say.onSite}>
      <Card>
        <div className={styles.stack}>
          <p className={styles.soft}>{say.onSiteMeaning}</p>
          <div>
            <p>{say.bring}</p>
            <ul className={styles.list}>
              {documents.map((document) => (
                <li key={document}>{document}</li>
              ))}
            </ul>
          </div>
          <Points ways={ways} />
        </div>
      </Card>
    </Section>
  )
}
