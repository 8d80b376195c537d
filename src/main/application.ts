import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { release } from 'node:os'
import { join } from 'node:path'
import { createKeyring, type DriverSet, loadDrivers, usbWatch } from '../native/index.ts'
import type { Duplex } from '../shared/channel/duplex.ts'
import type { TrayItemKind } from '../shared/contract/index.ts'
import { texts } from '../shared/text/index.ts'
import { createAccount } from './account/index.ts'
import { createAuthority } from './authority/index.ts'
import { createCare } from './care.ts'
import { createCertificatesService } from './certificates/certificates-service.ts'
import { createStatusFetch } from './certificates/status-fetch.ts'
import { watchStatuses } from './certificates/status-watch.ts'
import { keepConnection } from './connection.ts'
import { fileProblems } from './file-problems.ts'
import { firstSnapshot } from './first-snapshot.ts'
import { createIssuance } from './issuance/index.ts'
import { chosenIssuer, issuerView, loadIssuers } from './issuers/issuers.ts'
import { createPrompts } from './prompt/prompts.ts'
import { createServer, type Services } from './router.ts'
import { createServices } from './services.ts'
import { readSettings } from './settings/settings-file.ts'
import { createSettingsService } from './settings/settings-service.ts'
import type { Shell } from './shell/shell.ts'
import { createStateStore, type StateStore } from './state/state-store.ts'
import { machineSecret } from './tokens/machine-secret.ts'
import { createSoftNotices } from './tokens/soft-notices.ts'
import { createTokensService } from './tokens/tokens-service.ts'
import { viewContext } from './tokens/view-context.ts'

export type ApplicationOptions = {
  /** The data folder (`CERT_ASSISTANT_HOME`); exists and can be written. */
  readonly home: string
  readonly version: string
  /** Where `drivers/` and `issuers/` lie. */
  readonly resources: string
  /** The build (`out/`), with `licences.json` and the pages in `renderer/`. */
  readonly build: string
  readonly shell: Shell
  /** Hears of what was not foreseen; writes it through the scrubber. */
  readonly log: (line: string) => void
  /** For tests and demonstrations: the answer of every captcha of the authority inside. */
  readonly captchaAnswer?: string
}

/** One application for both shells: it holds the state and does the businesses. */
export type Application = {
  readonly state: StateStore
  /** Starts what may take time (looking for tokens, the authority inside); the tray is shown before. */
  start(): Promise<void>
  /** Serves the contract to one window over its channel. */
  serve(channel: Duplex): void
  choose(item: TrayItemKind, tokenId?: string): Promise<void>
  refresh(): Promise<void>
  stop(): Promise<void>
}

/** Written by the build from the packages it bundled. */
const readLicences = (build: string): ReturnType<Services['licences']> =>
  JSON.parse(readFileSync(join(build, 'licences.json'), 'utf8'))

const aboutThis = ({ home, version, shell }: ApplicationOptions) => ({
  version,
  shell: shell.kind,
  runtime: shell.runtime,
  system: `${process.platform} ${release()} ${process.arch}`,
  dataFolder: home,
  logFolder: join(home, 'logs'),
})

const openState = (options: ApplicationOptions, drivers: DriverSet, now: () => Date) => {
  const issuers = loadIssuers(join(options.resources, 'issuers'), join(options.home, 'issuers'))
  const read = readSettings(options.home, now())
  const first = firstSnapshot({
    settings: read.settings,
    problems: [...(read.problem ? [read.problem] : []), ...fileProblems(issuers, drivers)],
    issuer: issuerView(chosenIssuer(issuers, read.settings.issuerId)),
    issuers: issuers.issuers.map(issuerView),
    about: aboutThis(options),
  })
  return { issuers, state: createStateStore(first, now) }
}

export const createApplication = (options: ApplicationOptions): Application => {
  const { home, shell, resources, log } = options
  const now = () => new Date()
  const drivers = loadDrivers({
    builtInFolder: join(resources, 'drivers'),
    userFolder: join(home, 'drivers'),
  })
  const { issuers, state } = openState(options, drivers, now)
  const settings = () => state.current().settings
  const issuer = () => chosenIssuer(issuers, settings().issuerId)
  const keyring = createKeyring({
    drivers,
    fork: shell.fork,
    usb: usbWatch(),
    log,
    softFolder: join(home, 'soft'),
    machineSecret: () => machineSecret(home, shell.keyStore),
  })
  const authority = createAuthority({
    issuer,
    shell,
    home,
    fork: shell.fork,
    clock: now,
    captchaAnswer: options.captchaAnswer,
    pages: join(options.build, 'renderer'),
    proxy: () => settings().proxy,
    changed: (connection) => {
      state.change({ connection })
      showTokens()
    },
  })
  const account = createAccount({
    authority,
    store: join(home, 'account.json'),
    clock: now,
    changed: (after) => state.change({ account: after }),
    language: () => settings().language,
  })
  const issuance = createIssuance({
    keyring,
    authority,
    account,
    folder: join(home, 'journal'),
    clock: now,
    changed: (transactions) => {
      state.change({ transactions })
      showTokens()
      care.transactionsChanged(transactions)
    },
    log,
    damaged: (files) => services.noticeDamagedJournals(files),
    // One that is only discouraged stays the person's choice: the page says how strong it is.
    checkNewSoft: (pin) => care.services.pin.checkNewSoft(pin, { weak: true }),
  })
  const tokens = createTokensService({
    keyring,
    context: viewContext({ authority, issuer, transactions: () => state.current().transactions, now }),
    changed: () => showTokens(),
  })
  const softNotices = createSoftNotices()
  const prompts = createPrompts(state, shell)
  const showTokens = (): void => {
    const { settled, troubles, drivers, softTroubles } = keyring.current()
    const before = state.current()
    const notices = softNotices(softTroubles, before.notices)
    state.change({ settled, troubles, drivers, notices, tokens: tokens.views() })
    const here = new Set(state.current().tokens.map(({ id }) => id))
    for (const { id } of before.tokens) if (!here.has(id)) prompts.withdraw(id)
    care.tokensChanged()
  }
  const care = createCare({
    ...{ home, state, shell, keyring, authority, account, issuance, issuer, log },
    clock: now,
    damaged: (files) => services.noticeDamagedJournals(files),
  })
  const statusFetch = createStatusFetch(() => settings().proxy, shell)
  const certificates = createCertificatesService({
    find: tokens.find,
    authority,
    shell,
    fetch: statusFetch,
    words: () => texts(settings().language),
    now: authority.now,
    learnt: tokens.learnt,
  })
  const stopWatching = watchStatuses({ state, ask: certificates.revocation, now, log })
  const connection = keepConnection({ authority, account, issuer, state })
  const services = createServices({
    state,
    shell,
    keyring,
    account,
    issuance,
    certificates,
    connection,
    prompts,
    settings: createSettingsService({
      home,
      state,
      shell,
      knownIssuer: (id) => issuers.issuers.some((one) => one.id === id),
      changed: (before, after) => {
        care.settingsChanged()
        if (before.issuerId === after.issuerId) return
        state.change({ issuer: issuerView(issuer()) })
        authority.issuerChanged()
        account.issuerChanged()
        connection.check()
      },
    }),
    licences: () => readLicences(options.build),
    care: care.services,
    log,
  })
  return {
    state,
    start: async () => {
      await mkdir(join(home, 'logs'), { recursive: true })
      keyring.subscribe(() => {
        showTokens()
        issuance.tokensChanged()
      })
      keyring.start()
      care.start()
      state.change({ account: account.state() })
      connection.start()
    },
    serve: createServer(services),
    choose: services.choose,
    refresh: services.refresh,
    stop: async () => {
      stopWatching()
      care.stop()
      connection.stop()
      issuance.stop()
      account.stop()
      authority.stop()
      statusFetch.stop()
      keyring.stop()
    },
  }
}
