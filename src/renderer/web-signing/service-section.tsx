import { Switch } from 'antd'
import { BrowserExtensionGroup } from '../browser-extension/browser-extension-group.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { LoopbackTrustGroup } from '../loopback-trust/loopback-trust-group.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Group, Row } from '../settings/group.tsx'
import { CarriersGroup } from './carriers-group.tsx'
import { SitesGroup } from './sites-group.tsx'
import { UsesGroup } from './uses-group.tsx'

/** 代理服务: whether pages may reach the assistant, in which ways, which sites, and what they did. */
export const ServiceSection = () => {
  const { snapshot, client, words } = useAssistant()
  const { error, run } = useAction()
  const say = words.webSigning
  const { on } = snapshot.webSigning
  return (
    <>
      {error && <ErrorNote report={error} />}
      <Group title={say.serviceTitle} meaning={say.meaning}>
        <Row
          name={say.switchAll}
          meaning={say.switchAllMeaning}
          control={({ labelId, describedBy }) => (
            <Switch
              checked={on}
              onChange={(wanted) => void run(() => client.webSigning.switchAll({ on: wanted }))}
              aria-labelledby={labelId}
              aria-describedby={describedBy}
            />
          )}
        />
      </Group>
      {on && <CarriersGroup run={run} />}
      <LoopbackTrustGroup />
      <BrowserExtensionGroup />
      <SitesGroup />
      <UsesGroup />
    </>
  )
}
