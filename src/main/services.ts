import { type Keyring, Pin } from '../native/index.ts'
import type { TrayItemKind } from '../shared/contract/index.ts'
import { AssistantError, isAssistantError } from '../shared/errors/index.ts'
import type { Route } from '../shared/models/index.ts'
import type { Account } from './account/index.ts'
import type { CareServices } from './care.ts'
import type { CertificatesService } from './certificates/certificates-service.ts'
import type { ConnectionKeeper } from './connection.ts'
import type { Issuance } from './issuance/index.ts'
import type { Prompts } from './prompt/prompts.ts'
import type { Services } from './router.ts'
import type { SettingsService } from './settings/settings-service.ts'
import type { Shell } from './shell/shell.ts'
import type { StateStore } from './state/state-store.ts'

export type ServiceParts = {
  readonly state: StateStore
  readonly shell: Shell
  readonly keyring: Pick<Keyring, 'refresh'>
  readonly account: Account
  readonly issuance: Issuance
  readonly certificates: CertificatesService
  readonly connection: ConnectionKeeper
  readonly prompts: Prompts
  readonly settings: SettingsService
  readonly licences: Services['licences']
  readonly care: CareServices
  readonly log: (line: string) => void
}

export type AllServices = Services & { noticeDamagedJournals(files: readonly string[]): void }

const wordsOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

/** Going on with a business: the PIN comes with the wish, or is asked for in the prompt window. */
const resume = async (
  parts: ServiceParts,
  id: string,
  text: string | undefined,
  lastTry: boolean,
): Promise<void> => {
  const transaction = parts.state.current().transactions.find((one) => one.id === id)
  if (!transaction) throw new AssistantError('transaction-unknown')
  if (text !== undefined) return parts.issuance.resume(id, new Pin(text), lastTry)
  if (!transaction.needsPin) return parts.issuance.resume(id)
  const { tokenId } = transaction
  const question = { asker: null, purpose: 'issue', tokenId, certificateId: null } as const
  const given = await parts.prompts.askPin(question)
  return parts.issuance.resume(id, given.pin, given.lastTry)
}

/** Giving up a business: its PIN is asked for only when something of it must leave a Ukey that is at hand. */
const abandon = async (parts: ServiceParts, id: string): Promise<void> => {
  try {
    await parts.issuance.abandon(id)
  } catch (error) {
    if (!isAssistantError(error) || error.code !== 'pin-needed') throw error
    const tokenId = parts.state.current().transactions.find((one) => one.id === id)?.tokenId ?? null
    const question = { asker: null, purpose: 'delete', tokenId, certificateId: null } as const
    const given = await parts.prompts.askPin(question)
    await parts.issuance.abandon(id, given.pin, given.lastTry).finally(() => given.pin.drop())
  }
}

const trayVerbs = (
  parts: ServiceParts,
  go: (route: Route, tokenId?: string) => void,
  refresh: () => Promise<void>,
): Readonly<Record<TrayItemKind, (tokenId: string | undefined) => void | Promise<void>>> => ({
  show: () => parts.shell.showWindow(),
  login: () => go('login'),
  logout: () => parts.account.logout(),
  issue: (tokenId) => go('issue', tokenId),
  refresh,
  settings: () => go('settings/user'),
  about: () => go('settings/about'),
  quit: () => parts.shell.quit(),
  token: () => go('certificates'),
})

/** Everything a window or the tray may ask for, each carried to the part whose business it is. */
export const createServices = (parts: ServiceParts): AllServices => {
  const { state, shell, account, issuance, certificates } = parts
  const go = (route: Route, tokenId?: string): void => {
    const { sequence } = state.current().navigation
    state.change({ navigation: { sequence: sequence + 1, route, tokenId: tokenId ?? null } })
    shell.showWindow()
  }
  const refresh = async (): Promise<void> => {
    parts.connection.check()
    await parts.keyring.refresh()
  }
  const verbs = trayVerbs(parts, go, refresh)
  const notices = () => state.current().notices
  return {
    state,
    refresh,
    go: (route) => go(route),
    choose: async (item, tokenId) => verbs[item](tokenId),
    dismissNotice: (id) => state.change({ notices: notices().filter((notice) => notice.id !== id) }),
    noticeDamagedJournals: (files) =>
      state.change({
        notices: [
          ...notices(),
          ...files.map((file) => ({
            id: `journal-${file}`,
            level: 'attention' as const,
            report: { code: 'journal-damaged' as const, params: { file } },
          })),
        ],
      }),
    captcha: account.captcha,
    login: account.login,
    sendLoginCode: account.sendCode,
    enterLoginCode: account.enterCode,
    logout: account.logout,
    startIssuance: (target, pin, lastTry) => issuance.start({ target, pin: new Pin(pin), lastTry }),
    resumeIssuance: (id, pin, lastTry) => resume(parts, id, pin, lastTry),
    abandonIssuance: (id) => abandon(parts, id),
    certificateDetails: async (id) => certificates.details(id),
    revocation: certificates.revocation,
    exportCertificate: certificates.export,
    openCertificate: certificates.openInSystem,
    care: parts.care,
    answerPrompt: parts.prompts.answer,
    changeSettings: parts.settings.change,
    openDataFolder: () => shell.openPath(state.current().about.dataFolder),
    licences: parts.licences,
    unforeseen: (error) => parts.log(wordsOf(error)),
  }
}
