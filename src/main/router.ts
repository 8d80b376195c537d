import { ValidationError } from '@orpc/contract'
import { implement, ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { Duplex } from '../shared/channel/duplex.ts'
import { contract, type TrayItemKind } from '../shared/contract/index.ts'
import { isAssistantError, reportOf } from '../shared/errors/index.ts'
import type {
  Captcha,
  CertificateDetails,
  LoginChannel,
  LoginForm,
  RevocationStatus,
  Route,
  SettingsChange,
} from '../shared/models/index.ts'
import type { CareServices } from './care.ts'
import { contractMessagesOnly } from './contract-messages.ts'
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
  sendLoginCode(channel: LoginChannel): Promise<void>
  enterLoginCode(code: string): Promise<void>
  logout(): Promise<void>
  startIssuance(
    target: IssuanceTarget,
    pin: string,
    lastTry: boolean,
  ): Promise<{ readonly transactionId: string }>
  resumeIssuance(transactionId: string, pin: string | undefined, lastTry: boolean): Promise<void>
  abandonIssuance(transactionId: string): Promise<void>
  certificateDetails(certificateId: string): Promise<CertificateDetails>
  revocation(certificateId: string): Promise<RevocationStatus>
  exportCertificate(certificateId: string, format: 'der' | 'pem'): { fileName: string; base64: string }
  openCertificate(certificateId: string): Promise<void>
  readonly care: CareServices
  answerPrompt(answer: PromptAnswer): void
  changeSettings(change: SettingsChange): Promise<void>
  openDataFolder(): Promise<void>
  licences(): readonly { readonly name: string; readonly version: string; readonly licence: string }[]
  /** Hears of everything that was not foreseen; the window only learns `unexpected`. */
  unforeseen(error: unknown): void
}

/** What was typed does not fit the contract: for a person that is no riddle. */
const isBadInput = (error: unknown): boolean =>
  error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError

export const createRouter = (services: Services) => {
  const { care } = services
  const base = implement(contract).use(async ({ next, errors }) => {
    try {
      return await next()
    } catch (error) {
      if (isBadInput(error)) throw errors.REFUSED({ data: { code: 'input-invalid', params: {} } })
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
      sendCode: base.account.sendCode.handler(({ input }) => services.sendLoginCode(input.channel)),
      enterCode: base.account.enterCode.handler(({ input }) => services.enterLoginCode(input.code)),
      logout: base.account.logout.handler(() => services.logout()),
    },
    issuance: {
      start: base.issuance.start.handler(({ input }) =>
        services.startIssuance(input.target, input.pin, input.lastTry),
      ),
      resume: base.issuance.resume.handler(({ input }) =>
        services.resumeIssuance(input.transactionId, input.pin, input.lastTry),
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
      verify: base.pin.verify.handler(({ input }) => care.pin.verify(input.tokenId, input.pin, input)),
      change: base.pin.change.handler(({ input }) =>
        care.pin.change(input.tokenId, input.oldPin, input.newPin, input),
      ),
    },
    unlock: {
      ways: base.unlock.ways.handler(({ input }) => care.unlock.ways(input.tokenId)),
      begin: base.unlock.begin.handler(({ input }) => care.unlock.begin(input.tokenId, input.who)),
      identify: base.unlock.identify.handler(({ input }) => care.unlock.identify(input.unlockId, input.code)),
      sendCode: base.unlock.sendCode.handler(({ input }) =>
        care.unlock.sendCode(input.unlockId, input.channel),
      ),
      finish: base.unlock.finish.handler(({ input }) =>
        care.unlock.finish(input.unlockId, input.code, input.newPin, input),
      ),
      cancel: base.unlock.cancel.handler(({ input }) => care.unlock.cancel(input.unlockId)),
    },
    replacement: {
      offer: base.replacement.offer.handler(() => care.replacement.offer()),
      suspend: base.replacement.suspend.handler(({ input }) => care.replacement.suspend(input.serial)),
      start: base.replacement.start.handler(({ input }) => care.replacement.start(input)),
      payment: base.replacement.payment.handler(({ input }) => care.replacement.payment(input.transactionId)),
      openPayment: base.replacement.openPayment.handler(({ input }) =>
        care.replacement.openPayment(input.transactionId),
      ),
    },
    reminders: {
      snooze: base.reminders.snooze.handler(({ input }) =>
        care.reminders.snooze(input.reminderId, input.choice),
      ),
    },
    backup: {
      create: base.backup.create.handler(({ input }) =>
        care.backup.create(input.tokenId, input.pin, input.password, input),
      ),
      moved: base.backup.moved.handler(({ input }) => care.backup.moved(input.tokenId)),
      restore: base.backup.restore.handler(({ input }) =>
        care.backup.restore(input.file, input.password, input.pin, input),
      ),
      importPfx: base.backup.importPfx.handler(({ input }) =>
        care.backup.importPfx(input.file, input.password, input.pin, input),
      ),
    },
    history: {
      list: base.history.list.handler(({ input }) => care.history.list(input)),
      export: base.history.export.handler(({ input }) => care.history.export(input)),
    },
    certificateStore: {
      finding: base.certificateStore.finding.handler(() => care.certificateStore.finding()),
      refresh: base.certificateStore.refresh.handler(() => care.certificateStore.refresh()),
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
  return (channel) => {
    let told = false
    const dropped = (): void => {
      if (!told) services.unforeseen(new Error('a message that is not of the contract was dropped'))
      told = true
    }
    handler.upgrade(contractMessagesOnly(channel, dropped), { context: {} })
  }
}
