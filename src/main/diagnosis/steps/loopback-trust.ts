import type { Finding } from '../../../shared/diagnosis/model.ts'
import type { TrustStore } from '../../loopback-trust/stores.ts'
import { found, reported, type Step } from '../step.ts'
import type { World } from '../world.ts'

const place = { page: 'settings', section: 'service' } as const

const ofStore = async (store: TrustStore, { loopbackTrust, run }: World): Promise<readonly Finding[]> => {
  const current = loopbackTrust.placed()
  if (current === null || store.shows === undefined) return []
  const { outcome } = await run(store.shows(current))
  if (outcome === 'done') return []
  if (outcome === 'missing') return [found('trust-tool-missing', { tool: store.tool }, { place })]
  return [found('trust-missing', { store: store.id }, { repair: 'trust-again', on: store.id, place })]
}

export const loopbackTrustStep = {
  id: 'loopback-trust',
  when: ({ loopbackTrust }) => loopbackTrust.placed() !== null,
  finds: ['trust-missing', 'trust-tool-missing'],
  check: async (world) => {
    const { report } = world.loopbackTrust.finding()
    const each = await Promise.all(world.stores().map((store) => ofStore(store, world)))
    const missing = each.flat()
    return missing.length === 0 && report !== null
      ? [reported(report, { repair: 'trust-again', place })]
      : missing
  },
} satisfies Step
