import type { Finding } from '../../../shared/diagnosis/model.ts'
import { AssistantError, isAssistantError, reportOf } from '../../../shared/errors/index.ts'
import type { Issuer } from '../../issuers/issuers.ts'
import { foreignAnswer } from '../peer-certificate.ts'
import { found, reported, type Step } from '../step.ts'
import { within } from '../within.ts'
import type { World } from '../world.ts'

const patience = 4_000

const settings = { page: 'settings', section: 'general' } as const

/** A certificate that this computer does not trust is named by who issued it: that tells the device between. */
const intercepted = async ({ address }: Issuer): Promise<Finding | null> => {
  const url = URL.parse(address ?? '')
  if (url?.protocol !== 'https:') return null
  const foreign = await foreignAnswer(url, 1_000)
  if (foreign === null) return null
  return found('tls-intercepted', { host: url.host, issuer: foreign.issuer }, { about: url.host })
}

const ofIssuer = async (issuer: Issuer, { authority }: World): Promise<readonly Finding[]> => {
  try {
    const answer = await within(authority(issuer.id).check(), patience, 'late' as const)
    if (answer !== 'late') return []
    // The authority inside is on no network: it is still starting.
    if (issuer.address === 'embedded') return []
    throw new AssistantError('network-timeout')
  } catch (error) {
    if (!isAssistantError(error)) throw error
    const report = reportOf(error)
    const tls = report.code === 'network-tls' ? await intercepted(issuer) : null
    if (tls !== null) return [tls]
    return [reported(report, { about: issuer.id, words: issuer.name, place: settings })]
  }
}

export const authorityStep = {
  id: 'authority',
  when: ({ issuers }) => issuers().some(({ address }) => address !== null),
  milliseconds: 5_500,
  finds: ['tls-intercepted'],
  check: async (world) => {
    const asked = world.issuers().filter(({ address }) => address !== null)
    return (await Promise.all(asked.map((issuer) => ofIssuer(issuer, world)))).flat()
  },
} satisfies Step
