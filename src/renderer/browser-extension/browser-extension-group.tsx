import { useEffect, useState } from 'react'
import type { BrowserExtensionFinding } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Copied } from '../parts/copyable.tsx'
import { Facts } from '../parts/facts.tsx'
import { Group } from '../settings/group.tsx'

/** 浏览器扩展: with which browsers it is registered, whether it is connected, and how to install it. */
export const BrowserExtensionGroup = () => {
  const { snapshot, client, words } = useAssistant()
  const say = words.browserExtension
  const [finding, setFinding] = useState<BrowserExtensionFinding | null>(null)
  const { carriers } = snapshot.webSigning
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked again when a carrier was switched
  useEffect(() => {
    client.browserExtension.finding().then(setFinding, () => undefined)
  }, [client, carriers])
  if (finding === null) return null
  const { browsers, connected, folder } = finding
  const facts = [
    { name: say.registered, value: browsers.map((name) => say.names[name]).join(say.between) },
    { name: say.connected, value: say.connectedWith(connected) },
    { name: say.folder, value: <Copied text={folder} /> },
  ]
  return (
    <Group title={say.title} meaning={say.meaning}>
      <Facts facts={facts.slice(browsers.length > 0 ? 0 : 2)} />
      <p>{say.howTo}</p>
    </Group>
  )
}
