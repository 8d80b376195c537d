import { join } from 'node:path'
import { loadDrivers } from '../native/index.ts'
import { fixedSettings } from '../shared/policies/table.ts'
import { texts } from '../shared/text/index.ts'
import { createEvents } from './events/events.ts'
import { firstSnapshot } from './first-snapshot.ts'
import type { Ground } from './house/ground.ts'
import { loadIssuers } from './issuers/issuers.ts'
import { readPolicies } from './policies/policies.ts'
import { readSettings } from './settings/settings-file.ts'
import { createStateStore } from './state/state-store.ts'
import { markFolder } from './versions/folder-format.ts'

export type GroundOptions = Pick<Ground, 'home' | 'shell' | 'log'> & {
  readonly version: string
  /** Where `drivers/`, `issuers/` and `updates/` lie. */
  readonly resources: string
  /** The build (`out/`), with `licences.json` and the pages in `renderer/`. */
  readonly build: string
  /** For tests and demonstrations: the answer of every captcha of the authority inside. */
  readonly captchaAnswer?: string
  /** For tests: what an administrator has fixed, in place of this computer's policies. */
  readonly policies?: Pick<Parameters<typeof readPolicies>[0], 'sources'>
}

/** What is on disk before anything starts, and the first state, which follows from it. */
export const groundOf = <Options extends GroundOptions>(options: Options) => {
  const { home, resources, log } = options
  markFolder(home, options.version, log)
  const clock = () => new Date()
  const drivers = loadDrivers({
    builtInFolder: join(resources, 'drivers'),
    userFolder: join(home, 'drivers'),
  })
  const issuerSet = loadIssuers(join(resources, 'issuers'), join(home, 'issuers'))
  const { settings: own, problem } = readSettings(home, clock())
  const knownIssuer = (id: string) => issuerSet.issuers.some((issuer) => issuer.id === id)
  const { policies, problems } = readPolicies({ log, knownIssuer, ...options.policies })
  const settings = { ...own, ...fixedSettings(policies) }
  const state = createStateStore(firstSnapshot({ ...options, settings, policies, issuerSet }), clock, log)
  const words = () => texts(state.current().settings.language)
  const read = { settingsProblem: problem, policyProblems: problems, issuers: issuerSet, drivers }
  return { ...options, clock, drivers, issuerSet, read, state, words, events: createEvents(log) }
}
