import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { Duplex } from '../shared/channel/duplex.ts'
import { contract, type TrayItemKind } from '../shared/contract/index.ts'
import { isAssistantError, reportOf } from '../shared/errors/index.ts'
import type {
  Captcha,
  CertificateDetails,
  LoginForm,
  RevocationStatus,
  Route,
  SettingsChange,
} from '../shared/models/index.ts'
import type { PromptAnswer } from './prompt/prompts.ts'
import type { StateStore } from './state/state-store.ts'

export type IssuanceTarget = { readonly kind: 'ukey'; readonly tokenId: string } | { readonly kind: 'soft' }

/** What a window may ask for; the router only carries it there and brings the refusal back. */
export type Services = {
  readonly state: StateStore
  refresh(): Promise<void>
  dismissNotice(noticeId: string): void
  choose(item: TrayItemKind, tokenId: string | undefined): Promise<void>
  go(route: Route): void
  captcha(): Promise<Captcha>
  login(form: LoginForm): Promise<void>
  logout(): Promise<void>
  startIssuance(target: IssuanceTarget, pin: string): Promise<{ readonly transactionId: string }>
  resumeIssuance(transactionId: string, pin: string | undefined): Promise<void>
  abandonIssuance(transactionId: string): Promise<void>
  certificateDetails(certificateId: string): Promise<CertificateDetails>
  revocation(certificateId: string): Promise<RevocationStatus>
  exportCertificate(certificateId: string, format: 'der' | 'pem'): { fileName: string; base64: string }
  openCertificate(certificateId: string): Promise<void>
  verifyPin(tokenId: string, pin: string): Promise<void>
  changePin(tokenId: string, oldPin: string, newPin: string): Promise<void>
  answerPrompt(answer: PromptAnswer): void
  changeSettings(change: SettingsChange): Promise<void>
  openDataFolder(): Promise<void>
  licences(): readonly { readonly name: string; readonly version: string; readonly licence: string }[]
  /** Hears of everything that was not foreseen; the window only learns `unexpected`. */
  unforeseen(error: unknown): void
}

export const createRouter = (services: Services) => {
  const base = implement(contract).use(async ({ next, errors }) => {
    try {
      return await next()
    } catch (error) {
      if (!isAssistantError(error)) services.unforeseen(error)
      throw errors.REFUSED({ data: reportOf(error) })
    }
  })
  return base.router({
    state: {
      watch: base.state.watch.handler(({ signal }) => services.state.watch(signal)),
      refresh: base.state.refresh.handler(() => services.refresh()),
      dismissNotice: base.state.dismissNotice.handler(({ input }) => services.dismissNotice(input.noticeId)),
    },
    tray: { choose: base.tray.choose.handler(({ input }) => services.choose(input.item, input.tokenId)) },
    navigation: { go: base.navigation.go.handler(({ input }) => services.go(input.route)) },
    account: {
      captcha: base.account.captcha.handler(() => services.captcha()),
      login: base.account.login.handler(({ input }) => services.login(input)),
      logout: base.account.logout.handler(() => services.logout()),
    },
    issuance: {
      start: base.issuance.start.handler(({ input }) => services.startIssuance(input.target, input.pin)),
      resume: base.issuance.resume.handler(({ input }) =>
        services.resumeIssuance(input.transactionId, input.pin),
      ),
      abandon: base.issuance.abandon.handler(({ input }) => services.abandonIssuance(input.transactionId)),
    },
    certificates: {
      details: base.certificates.details.handler(({ input }) =>
        services.certificateDetails(input.certificateId),
      ),
      revocation: base.certificates.revocation.handler(({ input }) =>
        services.revocation(input.certificateId),
      ),
      export: base.certificates.export.handler(({ input }) =>
        services.exportCertificate(input.certificateId, input.format),
      ),
      openInSystem: base.certificates.openInSystem.handler(({ input }) =>
        services.openCertificate(input.certificateId),
      ),
    },
    pin: {
      verify: base.pin.verify.handler(({ input }) => services.verifyPin(input.tokenId, input.pin)),
      change: base.pin.change.handler(({ input }) =>
        services.changePin(input.tokenId, input.oldPin, input.newPin),
      ),
    },
    prompt: { answer: base.prompt.answer.handler(({ input }) => services.answerPrompt(input)) },
    settings: {
      change: base.settings.change.handler(({ input }) => services.changeSettings(input)),
      openDataFolder: base.settings.openDataFolder.handler(() => services.openDataFolder()),
      licences: base.settings.licences.handler(() => [...services.licences()]),
    },
  })
}

/** Serves the contract to one channel after another. */
export const createServer = (services: Services): ((channel: Duplex) => void) => {
  const handler = new RPCHandler(createRouter(services))
  return (channel) => handler.upgrade(channel, { context: {} })
}
