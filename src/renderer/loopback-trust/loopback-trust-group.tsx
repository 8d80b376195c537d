import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { LoopbackTrustFinding } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { Group } from '../settings/group.tsx'
import { dateOf } from '../words/format.ts'

const useFinding = () => {
  const { client } = useAssistant()
  const [finding, setFinding] = useState<LoopbackTrustFinding | null>(null)
  const look = useCallback(async () => setFinding(await client.loopbackTrust.finding()), [client])
  useEffect(() => void look().catch(() => undefined), [look])
  return { finding, look }
}

/** 本机证书: whether browsers trust the certificate of our TLS ports, with the person's word and back. */
export const LoopbackTrustGroup = () => {
  const { client, words } = useAssistant()
  const say = words.loopbackTrust
  const action = useAction()
  const { finding, look } = useFinding()
  if (finding === null) return null
  const run = (work: () => Promise<void>) => async () => {
    await action.run(work)
    await look()
  }
  const on = finding.state !== 'off'
  const stores = [...new Set(finding.stores)].map((kind) => say.stores[kind])
  return (
    <Group title={say.title} meaning={say.meaning} aside={say.states[finding.state]}>
      {on && (
        <Facts
          facts={[
            { name: say.inStores, value: stores.join(say.between) },
            { name: say.until, value: finding.notAfter === null ? '' : dateOf(finding.notAfter) },
          ]}
        />
      )}
      {action.error && <ErrorNote report={action.error} />}
      <Waiting active={action.pending} words={say.waiting} />
      <p>
        <Button disabled={action.pending} onClick={run(() => client.loopbackTrust.trust())}>
          {on ? say.again : say.trust}
        </Button>{' '}
        {on && (
          <Button disabled={action.pending} onClick={run(() => client.loopbackTrust.remove())}>
            {say.remove}
          </Button>
        )}
      </p>
    </Group>
  )
}
