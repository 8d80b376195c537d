import { homedir, uptime } from 'node:os'
import type { DriverSet, Keyring } from '../../native/index.ts'
import type { Language } from '../../shared/settings/model.ts'
import type { Authorities } from '../authority/index.ts'
import { runCommand } from '../certificate-store/run-command.ts'
import type { CertificatesService, KnownCertificate } from '../certificates/certificates-service.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuers } from '../issuers/part.ts'
import type { LoopbackTrust } from '../loopback-trust/loopback-trust.ts'
import { trustStores } from '../loopback-trust/stores.ts'
import type { Prompts } from '../prompt/prompts.ts'
import type { SettingsService } from '../settings/settings-service.ts'
import { createDrift } from './drift.ts'
import { type DiagnosisService, diagnosisHandlers } from './handlers.ts'
import { issuersConcerned } from './issuers-concerned.ts'
import { createLostUkeys } from './lost-ukeys.ts'
import { reportData, reportOn } from './report.ts'
import { createDiagnosis } from './service.ts'
import type { Surroundings, World } from './world.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'shell' | 'clock' | 'log' | 'words'> & {
  readonly version: string
  readonly build: string
  readonly resources: string
  readonly drivers: DriverSet
  readonly keyring: Pick<Keyring, 'current' | 'refresh'>
  readonly tokens: { find(certificateId: string): KnownCertificate | undefined }
  readonly certificates: Pick<CertificatesService, 'details' | 'revocation'>
  readonly authorities: Pick<Authorities, 'of'>
  readonly issuers: Pick<Issuers, 'chosen' | 'find'>
  readonly loopbackTrust: LoopbackTrust
  readonly browserExtension: World['extension']
  readonly webSigning: { listenAgain(): Promise<void>; settled(): Promise<void> }
  readonly settings: Pick<SettingsService, 'change'>
  readonly prompts: Pick<Prompts, 'askPin'>
  /** The data folder that is looked at, if the work is done in another one. */
  readonly looksAt?: string
  /** For tests: another computer than this one. */
  readonly surroundings?: Partial<Surroundings> | undefined
}

const thisComputer = (): Surroundings => ({
  platform: process.platform,
  env: process.env,
  userFolder: homedir(),
  root: '/',
  processes: '/proc',
})

/** What steps and repairs see of the application and of this computer. */
export const worldOf = (needs: Needs) => {
  const { home, state, shell, clock, log, authorities, issuers } = needs
  const computer = { ...thisComputer(), ...needs.surroundings }
  const lost = createLostUkeys(() => performance.now())
  const unfollow = state.follow(
    ({ tokens }) => [tokens],
    () => lost.saw(state.current().tokens),
  )
  const world: World = {
    ...computer,
    ...{ home: needs.looksAt ?? home, shell, clock, log },
    ...{ version: needs.version, build: needs.build, resources: needs.resources },
    snapshot: state.current,
    keyring: needs.keyring,
    drivers: needs.drivers.drivers,
    find: needs.tokens.find,
    certificates: needs.certificates,
    authority: authorities.of,
    issuers: () => issuersConcerned(state.current(), issuers),
    loopbackTrust: needs.loopbackTrust,
    stores: () => trustStores(computer.platform, computer.userFolder),
    extension: needs.browserExtension,
    listenAgain: needs.webSigning.listenAgain,
    portsSettled: needs.webSigning.settled,
    changeSettings: needs.settings.change,
    prompts: needs.prompts,
    run: runCommand,
    lost: lost.lost,
    drift: createDrift(clock, uptime),
  }
  return { world, stop: unfollow }
}

export const diagnosisPart = (needs: Needs) => {
  const { state, clock, words } = needs
  const { world, stop } = worldOf(needs)
  const diagnosis = createDiagnosis({
    world,
    current: () => state.current().diagnosis,
    change: (after) => state.change({ diagnosis: after }),
  })
  const service: DiagnosisService & { asJson(language?: Language): Promise<string> } = {
    ...diagnosis,
    asJson: async (language) => {
      await diagnosis.run(null)
      return JSON.stringify(reportData(state.current(), world.userFolder, language))
    },
    report: (form) => {
      const text = reportOn(state.current(), form, world.userFolder)
      const day = clock().toISOString().slice(0, 10)
      const fileName = `${words().diagnosis.fileName}-${day}.${form === 'html' ? 'html' : 'txt'}`
      return { fileName, base64: Buffer.from(text).toString('base64') }
    },
  }
  return { service, handlers: diagnosisHandlers(service), stop }
}
