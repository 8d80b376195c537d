import { Button } from 'antd'
import { useState } from 'react'
import type { AboutView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { CopyButton } from '../parts/copyable.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { UpdateGroup } from '../updates/update-group.tsx'
import { DriverFinding } from './driver-finding.tsx'
import { Group } from './group.tsx'
import styles from './settings.module.css'

const factsAbout = (
  about: AboutView,
  say: Texts['settings'],
): readonly (Fact & { readonly value: string })[] => [
  { name: say.version, value: about.version },
  { name: say.shell, value: say.shells[about.shell] },
  { name: say.runtime, value: about.runtime },
  { name: say.system, value: about.system },
  { name: say.dataFolder, value: about.dataFolder },
  { name: say.logFolder, value: about.logFolder },
]

const VersionGroup = () => {
  const { snapshot, words, client } = useAssistant()
  const say = words.settings
  const facts = factsAbout(snapshot.about, say)
  const { error, run } = useAction()
  return (
    <Group
      title={words.everywhere.product}
      aside={
        <CopyButton
          label={say.copyAbout}
          shown={say.copyAbout}
          text={facts.map(({ name, value }) => `${name}: ${value}`).join('\n')}
        />
      }
    >
      <div className={styles.buttons}>
        <Facts facts={facts} />
      </div>
      <div className={styles.buttons}>
        <Button onClick={() => void run(() => client.settings.openDataFolder())}>{say.openFolder}</Button>
      </div>
      {error && <ErrorNote report={error} />}
    </Group>
  )
}

const DriversGroup = () => {
  const { snapshot, words } = useAssistant()
  const say = words.settings
  return (
    <Group title={say.drivers}>
      {snapshot.drivers.length === 0 && <p className={styles.meaning}>{say.noDrivers}</p>}
      {snapshot.drivers.map((driver) => (
        <div key={driver.id} className={styles.row}>
          <div>
            {driver.vendor} <span className={styles.sub}>{say.driverSource[driver.source]}</span>
            {driver.library && <p>{driver.library}</p>}
            {driver.finding && <DriverFinding finding={driver.finding} />}
            {driver.reason && <p className={styles.meaning}>{driver.reason}</p>}
          </div>
          <div className={styles.control}>{words.home.driverState[driver.state]}</div>
        </div>
      ))}
    </Group>
  )
}

type Licence = { readonly name: string; readonly version: string; readonly licence: string }

const LicencesGroup = () => {
  const { words, client } = useAssistant()
  const say = words.settings
  const [licences, setLicences] = useState<readonly Licence[] | null>(null)
  const { pending, error, run } = useAction()
  const load = () => void run(async () => setLicences(await client.settings.licences()))
  return (
    <Group
      title={say.licences}
      aside={
        licences ? (
          <span className={styles.sub}>{say.licencesCount(licences.length)}</span>
        ) : (
          <Button size="small" onClick={load}>
            {say.showLicences}
          </Button>
        )
      }
    >
      <Waiting active={pending} words={say.loadingLicences} />
      {error && <ErrorNote report={error} />}
      {licences && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        <ul className={styles.licences} tabIndex={0} aria-label={say.licences}>
          {licences.map(({ name, version, licence }) => (
            <li key={`${name} ${version}`}>
              <span>
                {name} {version}
              </span>
              <span>{licence}</span>
            </li>
          ))}
        </ul>
      )}
    </Group>
  )
}

/** 关于: the version of the product, where its data is, and the packages that it uses. */
export const AboutSection = () => (
  <>
    <VersionGroup />
    <UpdateGroup />
    <DriversGroup />
    <LicencesGroup />
  </>
)
