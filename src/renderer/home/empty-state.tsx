import { Button } from 'antd'
import { Icon } from '../drawings/icon.tsx'
import { PlugInDrawing } from '../drawings/plug-in.tsx'
import { useDesk } from '../issuers/demonstration-desk.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { go } from '../place/use-place.ts'
import styles from './home.module.css'

/** What people can check before they call: port, light, driver. */
const NotShown = () => {
  const { snapshot, words } = useAssistant()
  return (
    <details className={styles.help}>
      <summary>
        {words.home.notShown}
        <Icon name="down" size={16} />
      </summary>
      <ol>
        {words.home.notShownSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {snapshot.drivers.length > 0 && (
        <dl className={styles.drivers}>
          <dt className={styles.driversTitle}>{words.home.knownDrivers}</dt>
          {snapshot.drivers.map((driver) => [
            <dt key={`${driver.id}-name`}>{driver.vendor}</dt>,
            <dd key={`${driver.id}-state`}>{words.home.driverState[driver.state]}</dd>,
          ])}
        </dl>
      )}
    </details>
  )
}

/** Shown when nothing is plugged in: what to do, as a drawing and in words. */
export const EmptyState = () => {
  const { client, snapshot, words } = useAssistant()
  const issuerId = snapshot.issuer.id
  const desk = useDesk(issuerId)
  const { error, run } = useAction()
  return (
    <Card>
      <div className={styles.empty}>
        <PlugInDrawing />
        <h2>{words.home.emptyTitle}</h2>
        <p className={styles.lead}>{words.home.emptyBody}</p>
        <ol className={styles.firstSteps} aria-label={words.home.firstSteps}>
          {words.home.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <div className={styles.begin}>
          {desk && (
            <Button onClick={() => void run(() => client.authority.openDesk({ issuerId }))}>
              {words.authority.open}
            </Button>
          )}
          <Button type="primary" onClick={() => go({ page: 'issue', tokenId: null })}>
            {words.home.useSoft}
          </Button>
        </div>
        {error && <ErrorNote report={error} />}
        <NotShown />
      </div>
    </Card>
  )
}
