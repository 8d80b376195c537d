import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { release } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from '../shared/channel/duplex.ts'
import type { TrayItemKind } from '../shared/contract/index.ts'
import { AssistantError } from '../shared/errors/index.ts'
import type { Route, Settings } from '../shared/models/index.ts'
import { firstSnapshot } from './first-snapshot.ts'
import { chosenIssuer, issuerView, loadIssuers } from './issuers/issuers.ts'
import { createPrompts } from './prompt/prompts.ts'
import { createServer, type Services } from './router.ts'
import { readSettings } from './settings/settings-file.ts'
import { createSettingsService } from './settings/settings-service.ts'
import type { Shell } from './shell/shell.ts'
import { createStateStore, type StateStore } from './state/state-store.ts'

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
  stop(): Promise<void>
}

/** Written by the build from the packages it bundled. */
const readLicences = (build: string): ReturnType<Services['licences']> =>
  JSON.parse(readFileSync(join(build, 'licences.json'), 'utf8'))

export const createApplication = (options: ApplicationOptions): Application => {
  const { home, shell, resources } = options
  const now = () => new Date()
  const issuers = loadIssuers(join(resources, 'issuers'), join(home, 'issuers'))
  const read = readSettings(home, now())
  const state = createStateStore(
    firstSnapshot({
      settings: read.settings,
      settingsProblem: read.problem,
      issuer: issuerView(chosenIssuer(issuers, read.settings.issuerId)),
      issuers: issuers.issuers.map(issuerView),
      about: {
        version: options.version,
        shell: shell.kind,
        runtime: shell.runtime,
        system: `${process.platform} ${release()} ${process.arch}`,
        dataFolder: home,
        logFolder: join(home, 'logs'),
      },
    }),
    now,
  )
  const prompts = createPrompts(state, shell)
  const go = (route: Route): void => {
    const { sequence } = state.current().navigation
    state.change({ navigation: { sequence: sequence + 1, route } })
    shell.showWindow()
  }
  const settingsService = createSettingsService({
    home,
    state,
    shell,
    knownIssuer: (id) => issuers.issuers.some((issuer) => issuer.id === id),
    changed: (before: Settings, after: Settings) => {
      if (before.issuerId !== after.issuerId)
        state.change({ issuer: issuerView(chosenIssuer(issuers, after.issuerId)) })
    },
  })
  const refresh = async (): Promise<void> => {}
  const choose = async (item: TrayItemKind): Promise<void> => {
    const act: Readonly<Record<TrayItemKind, () => void | Promise<void>>> = {
      show: () => shell.showWindow(),
      login: () => go('login'),
      logout: () => {},
      issue: () => go('issue'),
      refresh,
      settings: () => go('settings/user'),
      about: () => go('settings/about'),
      quit: () => shell.quit(),
      token: () => go('certificates'),
    }
    await act[item]()
  }
  const later = (): never => {
    throw new AssistantError('token-absent')
  }
  const serve = createServer({
    state,
    refresh,
    dismissNotice: (noticeId) =>
      state.change({ notices: state.current().notices.filter((notice) => notice.id !== noticeId) }),
    choose,
    go,
    captcha: later,
    login: later,
    logout: later,
    startIssuance: later,
    resumeIssuance: later,
    abandonIssuance: later,
    certificateDetails: later,
    revocation: later,
    exportCertificate: later,
    openCertificate: later,
    verifyPin: later,
    changePin: later,
    answerPrompt: (answer) => prompts.answer(answer),
    changeSettings: (change) => settingsService.change(change),
    openDataFolder: () => shell.openPath(home),
    licences: () => readLicences(options.build),
    unforeseen: (error) =>
      options.log(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  })
  return {
    state,
    start: async () => {
      await mkdir(join(home, 'logs'), { recursive: true })
      state.change({ settled: true })
    },
    serve,
    choose,
    stop: async () => {},
  }
}
