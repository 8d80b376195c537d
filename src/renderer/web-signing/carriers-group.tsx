import { Switch } from 'antd'
import type { CarrierView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import type { Action } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Group, Row } from '../settings/group.tsx'

/** State and ports in one line; who holds a port of ours; whose sites need it. */
const meaningOf = ({ on, state, ports, taken, askedBy }: CarrierView, { webSigning: say }: Texts): string =>
  [
    on ? say.carrierState[state] : say.carrierState.off,
    ...(ports.length > 0 ? [say.ports(ports.join(' / '))] : []),
    ...taken.map(({ port, program }) => say.taken(port, program)),
    ...(askedBy === null ? [] : [say.askedBy(askedBy)]),
  ].join(' · ')

/** The languages that sites speak, each with its switch. */
export const CarriersGroup = ({ run }: Pick<Action, 'run'>) => {
  const { snapshot, client, words } = useAssistant()
  const say = words.webSigning
  return (
    <Group title={say.carriersTitle} meaning={say.carriersMeaning}>
      {snapshot.webSigning.carriers.map((carrier) => (
        <Row
          key={carrier.name}
          name={say.carriers[carrier.name]}
          meaning={meaningOf(carrier, words)}
          control={({ labelId, describedBy }) => (
            <Switch
              checked={carrier.on}
              onChange={(on) =>
                void run(() => client.webSigning.switchCarrier({ carrier: carrier.name, on }))
              }
              aria-labelledby={labelId}
              aria-describedby={describedBy}
            />
          )}
        />
      ))}
    </Group>
  )
}
