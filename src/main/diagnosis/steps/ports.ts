import { request } from 'node:http'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import type { CarrierView } from '../../../shared/models/index.ts'
import { found, type Step } from '../step.ts'
import type { World } from '../world.ts'

const patience = 2_000
const settings = { page: 'settings', section: 'service' } as const

/** A port with TLS hangs up on plain HTTP, which is an answer too. Only silence and a closed port are none. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path: '/', timeout: patience })
    const end = (answered: boolean) => {
      call.destroy()
      resolve(answered)
    }
    call.once('response', () => end(true))
    call.once('timeout', () => end(false))
    call.once('error', (error: NodeJS.ErrnoException) => end(error.code !== 'ECONNREFUSED'))
    call.end()
  })

/** A port of a carrier on which nobody answers; null if one of them does, which is enough for a site. */
const silentPort = async ({ ports }: CarrierView): Promise<number | null> => {
  const heard = await Promise.all(ports.map(answers))
  return heard.includes(true) ? null : (ports[0] ?? null)
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
      const port = await silentPort(view)
      return [
        ...taken(view),
        ...(port === null ? [] : [found('service-silent', { port }, { about, place: settings })]),
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
