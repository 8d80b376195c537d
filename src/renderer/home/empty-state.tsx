import { Button } from 'antd'
import { Icon } from '../drawings/icon.tsx'
import { PlugInDrawing } from '../drawings/plug-in.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
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
  const { words } = useAssistant()
  return (
    <Card>
      <div className={styles.empty}>
        <PlugInDrawing />
        <h2>{words.home.emptyTitle}</h2>
        <p className={styles.lead}>{words.home.emptyBody}</p>
        <Button className={styles.softButton ?? ''} onClick={() => go({ page: 'issue', tokenId: null })}>
          {words.home.useSoft}
        </Button>
        <NotShown />
      </div>
    </Card>
  )
}
