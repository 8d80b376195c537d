import { Button } from 'antd'
import { useState } from 'react'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { UpgradeView } from '../../shared/models/index.ts'
import { Page } from '../frame/page.tsx'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { ApplicationsMoment } from './applications-moment.tsx'
import { CertificateTick } from './certificate-tick.tsx'
import { SealMoment } from './seal-moment.tsx'
import { SummaryMoment } from './summary-moment.tsx'
import { TicksBar } from './ticks-bar.tsx'

type Moment = 'certificate' | 'seal' | 'applications' | 'summary'

/** The first tick that is open. The new seal is shown until the person has seen it. */
const momentOf = ({ certificate, seal, applications }: UpgradeView, seen: boolean): Moment => {
  if (certificate === 'under-way') return 'certificate'
  if (seal === 'open' || (seal === 'done' && !seen)) return 'seal'
  return applications === 'done' ? 'summary' : 'applications'
}

/** A wizard after its submission, wherever it is shown. */
export const UpgradeWizardProgress = ({ upgrade }: { readonly upgrade: UpgradeView }) => {
  const [seen, setSeen] = useState(upgrade.seal === 'done')
  const moment = momentOf(upgrade, seen)
  useFocusKept(`${moment} ${upgrade.seal} ${upgrade.applications}`)
  return (
    <>
      <TicksBar upgrade={upgrade} />
      {moment === 'certificate' && <CertificateTick upgrade={upgrade} />}
      {moment === 'seal' && <SealMoment upgrade={upgrade} next={() => setSeen(true)} />}
      {moment === 'applications' && <ApplicationsMoment upgrade={upgrade} />}
      {moment === 'summary' && <SummaryMoment upgrade={upgrade} />}
    </>
  )
}

const Unknown = () => {
  const say = useAssistant().words.upgrade
  return (
    <Note
      tone="plain"
      title={say.unknown}
      actions={<Button onClick={() => go({ page: 'upgrades' })}>{say.toList}</Button>}
    >
      <p>{say.unknownMeaning}</p>
    </Note>
  )
}

/** 升级向导 after its submission. */
export const UpgradeProgressPage = ({ upgradeId }: { readonly upgradeId: string }) => {
  const { snapshot, words } = useAssistant()
  const upgrade = snapshot.upgrades.find(({ id }) => id === upgradeId)
  return (
    <Page title={words.upgrade.title} narrow issuer={upgrade ? issuerById(snapshot, upgrade.issuerId) : null}>
      {upgrade && <UpgradeWizardProgress upgrade={upgrade} />}
      {!upgrade && snapshot.settled && <Unknown />}
      {!upgrade && !snapshot.settled && (
        <Card>
          <Waiting words={words.upgrade.loading} />
        </Card>
      )}
    </Page>
  )
}
