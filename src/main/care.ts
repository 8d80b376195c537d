import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Keyring } from '../native/index.ts'
import type { TransactionView } from '../shared/models/index.ts'
import { texts } from '../shared/text/index.ts'
import type { Account } from './account/index.ts'
import type { Authority } from './authority/index.ts'
import { type BackupService, createBackupService } from './backup/index.ts'
import {
  type CertificateStore,
  createCertificateStore,
  runCommand,
  storeCommands,
} from './certificate-store/index.ts'
import {
  createHistory,
  createHistoryService,
  createTransactionHistory,
  type History,
  type HistoryService,
} from './history/index.ts'
import type { Issuance } from './issuance/index.ts'
import type { Issuer } from './issuers/issuers.ts'
import { explainedNotification } from './notice-notification.ts'
import { createDefaultPinNotice, createPinService, type PinService } from './pin/index.ts'
import { createReminders, type Reminders } from './reminders/index.ts'
import { createReplacementService, type ReplacementService } from './replacement/index.ts'
import type { Shell } from './shell/shell.ts'
import type { StateStore } from './state/state-store.ts'
import { createUnlockService, type SecretDeposit, type UnlockService } from './unlock/index.ts'

/** What windows may ask for to take care of a certificate. */
export type CareServices = {
  readonly pin: PinService
  readonly unlock: UnlockService
  readonly replacement: ReplacementService
  readonly reminders: Pick<Reminders, 'snooze'>
  readonly backup: BackupService
  readonly history: HistoryService
  readonly certificateStore: Pick<CertificateStore, 'finding' | 'refresh'>
}

export type Care = {
  readonly services: CareServices
  /** Other businesses write down here what they did with a certificate. */
  readonly record: Pick<History, 'add'>
  start(): void
  tokensChanged(): void
  transactionsChanged(transactions: readonly TransactionView[]): void
  settingsChanged(): void
  stop(): void
}

export type CareParts = {
  readonly home: string
  readonly state: StateStore
  readonly shell: Pick<Shell, 'notify' | 'openExternal'>
  readonly keyring: Keyring
  readonly authority: Authority
  readonly account: Account
  readonly issuance: Pick<Issuance, 'start' | 'requestOf'>
  readonly secrets: SecretDeposit
  readonly issuer: () => Issuer
  readonly clock: () => Date
  readonly log: (line: string) => void
  /** Hears of journals that could not be believed and were set aside. */
  readonly damaged: (files: readonly string[]) => void
}

const remindersOf = ({ home, state, shell, authority, issuer, log }: CareParts): Reminders =>
  createReminders({
    path: join(home, 'reminders.json'),
    now: authority.now,
    rules: () => ({ thresholds: issuer().reminderDays, quietHours: state.current().settings.quietHours }),
    words: () => texts(state.current().settings.language),
    present: state.current,
    show: (reminders) => state.change({ reminders }),
    notify: (notification) => shell.notify(notification),
    log,
  })

const storeOf = ({ home, state, keyring, log }: CareParts): CertificateStore =>
  createCertificateStore({
    folder: join(home, 'system-store'),
    commands: storeCommands(process.platform, homedir()),
    run: runCommand,
    enabled: () => state.current().settings.importSigningCertificate,
    present: keyring.current,
    log,
  })

/** Says that a replaced certificate is over, once its successor is in force. */
const forgetReplaced = (transactions: readonly TransactionView[], reminders: Reminders): void => {
  for (const { state, previousSerial } of transactions)
    if (state === 'done' && previousSerial !== undefined) reminders.forget(previousSerial)
}

/** Everything that takes care of certificates after they were issued, put together. */
export const createCare = (parts: CareParts): Care => {
  const { home, state, shell, keyring, issuer, clock, log } = parts
  const language = () => state.current().settings.language
  const words = () => texts(language())
  const history = createHistory({ path: join(home, 'history.jsonl'), clock, log })
  const pin = createPinService({
    keyring,
    history,
    secrets: parts.secrets,
    issuerRule: () => issuer().pinRule,
  })
  const reminders = remindersOf(parts)
  const store = storeOf(parts)
  const defaultPins = createDefaultPinNotice(join(home, 'default-pins.json'))
  const unlock = createUnlockService({ ...parts, folder: join(home, 'journal'), pins: pin, history })
  const noteTransactions = createTransactionHistory({ history, tokens: () => state.current().tokens })

  const noticeDefaultPins = (): void => {
    const { tokens, notices } = state.current()
    const after = defaultPins(tokens, notices)
    if (after.notices.length !== notices.length || after.fresh.length > 0)
      state.change({ notices: after.notices })
    for (const notice of after.fresh) shell.notify(explainedNotification(notice, language()))
  }

  return {
    services: {
      pin,
      unlock,
      reminders,
      replacement: createReplacementService({
        ...parts,
        history,
        tokens: () => state.current().tokens,
        presentSerials: () =>
          state
            .current()
            .tokens.flatMap(({ pairs }) => pairs.flatMap(({ signing }) => signing?.serial ?? [])),
      }),
      backup: createBackupService({ keyring, pins: pin, history, forget: reminders.forget, now: clock }),
      history: createHistoryService({ history, words, now: clock }),
      certificateStore: store,
    },
    record: history,
    start: reminders.start,
    tokensChanged: () => {
      noticeDefaultPins()
      reminders.tokensChanged()
      unlock.tokensChanged()
      store.look()
    },
    transactionsChanged: (transactions) => {
      noteTransactions(transactions)
      forgetReplaced(transactions, reminders)
    },
    settingsChanged: () => {
      reminders.look()
      store.look()
    },
    stop: () => {
      reminders.stop()
      unlock.stop()
    },
  }
}
