import { Button } from 'antd'
import { type NeededDriver, neededDrivers } from '../../shared/business/drivers.ts'
import { explain } from '../../shared/errors/index.ts'
import type { DriverView } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { RefreshHere } from '../parts/refresh-button.tsx'
import sheet from '../parts/table.module.css'
import { tokenName } from '../words/format.ts'
import styles from './business.module.css'

/** Where a driver is to be had. No page is guessed. */
const Page = ({ page }: { readonly page: string | null }) => {
  const say = useAssistant().words.business
  if (page === null) return say.noPage
  return (
    <a href={page} target="_blank" rel="noreferrer">
      {say.driverDownload}
    </a>
  )
}

const Missing = ({ needed }: { readonly needed: Extract<NeededDriver, { readonly state: 'missing' }> }) => {
  const { snapshot, words } = useAssistant()
  const say = words.business
  const { trouble, driver } = needed
  const vendor = trouble.vendor ?? driver?.vendor ?? null
  const page = trouble.downloadPage ?? driver?.downloadPage ?? null
  const told = explain(trouble.report, snapshot.settings.language)
  return (
    <Note
      tone="soon"
      title={vendor === null ? say.driverUnknown : say.driverOf(vendor)}
      actions={
        <>
          {page && (
            <Button href={page} target="_blank" rel="noreferrer">
              {say.driverDownload}
            </Button>
          )}
          <RefreshHere />
        </>
      }
    >
      <p>{told.happened}</p>
      <p>{page === null ? say.driverNowhere : told.next}</p>
    </Note>
  )
}

const Found = ({ needed }: { readonly needed: Extract<NeededDriver, { readonly state: 'found' }> }) => {
  const { words } = useAssistant()
  const say = words.business
  const { token, driver } = needed
  return (
    <Note tone="good" title={tokenName(token, words)}>
      <p>{say.driverFound(driver?.vendor ?? token.vendor)}</p>
      {driver?.library && <p className={styles.path}>{say.driverHere(driver.library)}</p>}
    </Note>
  )
}

const All = ({ drivers }: { readonly drivers: readonly DriverView[] }) => {
  const { words } = useAssistant()
  const say = words.business
  return (
    <details className={styles.all}>
      <summary>
        {say.driverAll(drivers.length)}
        <Icon name="down" size={16} />
      </summary>
      <table className={sheet.table}>
        <thead>
          <tr>
            <th scope="col">{say.driverTable.vendor}</th>
            <th scope="col">{say.driverTable.state}</th>
            <th scope="col">{say.driverTable.source}</th>
          </tr>
        </thead>
        <tbody>
          {drivers.map(({ id, vendor, state, downloadPage }) => (
            <tr key={id}>
              <td>{vendor}</td>
              <td>{words.home.driverState[state]}</td>
              <td>
                <Page page={downloadPage} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** 驱动安装: which driver each Ukey needs, whether it was found, and where to get it. */
export const DriverList = () => {
  const { snapshot, words } = useAssistant()
  const needed = neededDrivers(snapshot)
  return (
    <Card>
      <div className={form.stack}>
        {needed.length === 0 && <p className={form.soft}>{words.business.driverNone}</p>}
        {needed.map((one) =>
          one.state === 'missing' ? (
            <Missing key={one.trouble.id} needed={one} />
          ) : (
            <Found key={one.token.id} needed={one} />
          ),
        )}
        {snapshot.drivers.length > 0 && <All drivers={snapshot.drivers} />}
      </div>
    </Card>
  )
}
