import { request } from 'node:http'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import type { CarrierView } from '../../../shared/models/index.ts'
import { found, type Step } from '../step.ts'
import type { World } from '../world.ts'

const patience = 2_000
const settings = { page: 'settings', section: 'service' } as const

/** Whether anybody speaks HTTP there. Whatever the answer says, it is one. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path: '/', timeout: patience })
    const end = (answered: boolean) => {
      call.destroy()
      resolve(answered)
    }
    call.once('response', () => end(true))
    call.once('timeout', () => end(false)).once('error', () => end(false))
    call.end()
  })

/** A port with TLS hangs up on plain HTTP, which is an answer too; only silence is none. */
const silentPorts = async ({ ports }: CarrierView, has: (port: number) => Promise<boolean>) => {
  const heard = await Promise.all(ports.map(has))
  return heard.some((one) => one) ? [] : ports
}

const taken = ({ taken: all, state }: CarrierView): readonly Finding[] =>
  all.map(({ port, program }) =>
    found(
      'port-taken',
      { port, program: program ?? '?' },
      {
        about: String(port),
        // Sites that try several ports find another one of ours.
        level: state === 'listening' ? 'attention' : 'problem',
        repair: 'listen-again',
        place: settings,
      },
    ),
  )

const ofCarrier = async (view: CarrierView): Promise<readonly Finding[]> => {
  const about = view.name
  const again = { about, repair: 'listen-again', place: settings } as const
  switch (view.state) {
    case 'off':
      return []
    case 'failed':
      return view.name === 'extension' ? [] : [found('service-failed', {}, again)]
    case 'needs-certificate':
      return [found('service-uncertified', {}, { about, repair: 'trust-again', on: '', place: settings })]
    case 'taken':
      return taken(view)
    case 'listening': {
      const silent = await silentPorts(view, answers)
      return [
        ...taken(view),
        ...silent.slice(0, 1).map((port) => found('service-silent', { port }, { about, place: settings })),
      ]
    }
  }
}

const switchedOn = ({ snapshot }: World): readonly CarrierView[] => {
  const { on, carriers } = snapshot().webSigning
  return on ? carriers.filter((carrier) => carrier.on) : []
}

export const portsStep = {
  id: 'ports',
  when: (world) => switchedOn(world).length > 0,
  finds: ['port-taken', 'service-failed', 'service-silent', 'service-uncertified'],
  check: async (world) => (await Promise.all(switchedOn(world).map(ofCarrier))).flat(),
} satisfies Step
