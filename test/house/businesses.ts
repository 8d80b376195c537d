import { join } from 'node:path'
import { backupPart } from '../../src/main/backup/part.ts'
import { certificateStorePart } from '../../src/main/certificate-store/part.ts'
import { decryptionRehearsalPart } from '../../src/main/decryption-rehearsal/part.ts'
import { documentsPart } from '../../src/main/documents/part.ts'
import { createEvents } from '../../src/main/events/events.ts'
import { firstSnapshot } from '../../src/main/first-snapshot.ts'
import { historyPart } from '../../src/main/history/part.ts'
import type { Ground } from '../../src/main/house/ground.ts'
import { buildOn } from '../../src/main/house/house.ts'
import { identityPart } from '../../src/main/identity/part.ts'
import type { Issuer } from '../../src/main/issuers/issuers.ts'
import { loopbackTrustPart } from '../../src/main/loopback-trust/part.ts'
import { noticesPart } from '../../src/main/notices/part.ts'
import { notificationsPart } from '../../src/main/notifications/part.ts'
import { oldCertificatesPart } from '../../src/main/old-certificates/part.ts'
import { ordersPart } from '../../src/main/orders/part.ts'
import { pinPart } from '../../src/main/pin/part.ts'
import { promptPart } from '../../src/main/prompt/part.ts'
import { remindersPart } from '../../src/main/reminders/part.ts'
import { renewalPart } from '../../src/main/renewal/part.ts'
import { replacementPart } from '../../src/main/replacement/part.ts'
import { sealsPart } from '../../src/main/seals/part.ts'
import type { Notification, Shell, SystemKeyStore } from '../../src/main/shell/shell.ts'
import { createWebShell } from '../../src/main/shell/web/web-shell.ts'
import { createStateStore, type StateStore } from '../../src/main/state/state-store.ts'
import { tokensPart } from '../../src/main/tokens/part.ts'
import { showTransactions } from '../../src/main/transactions/part.ts'
import { unlockPart } from '../../src/main/unlock/part.ts'
import { upgradePart } from '../../src/main/upgrade/part.ts'
import { webSigningPart } from '../../src/main/web-signing/part.ts'
import type { HostRules, Keyring } from '../../src/native/index.ts'
import type { SkfBuild } from '../../src/native/virtual-ukey/quirks.ts'
import { toBase64, utf8 } from '../../src/pki/bytes.ts'
import type { RunningRa } from '../../src/ra/server.ts'
import { defaultSettings, type Snapshot, type TransactionView } from '../../src/shared/models/index.ts'
import { texts } from '../../src/shared/text/index.ts'
import { insert, UKEY_PIN, virtualDriver } from '../flow/issuance/ukeys.ts'
import { demoIssuer, type House, openHouse, removeFolder, temporary } from './issuance.ts'
import type { Face } from './tokens.ts'

export const agency = { userName: 'demo', applicantName: '北京示例知识产权代理有限公司' } as const
export const SO_PIN = 'admin123'

const firstState = (home: string, shell: Shell, issuers: readonly Issuer[]) =>
  firstSnapshot({
    ...{ home, shell, version: '0' },
    settings: { ...defaultSettings, issuerId: issuers[0]?.id ?? '', importSigningCertificate: false },
    policies: {},
    issuerSet: { issuers, problems: [] },
  })

/** A shell without a window. It keeps what it was told to show and to open. */
const quietShell = (
  notified: Notification[],
  opened: string[],
  { keyStore = null, bundle = '' }: { readonly keyStore?: SystemKeyStore | null; readonly bundle?: string },
): Shell => ({
  ...createWebShell({ bundle, pages: () => 0, quit: () => {}, command: [] }),
  keyStore,
  notify: (notification) => notified.push(notification),
  openExternal: async (url) => void opened.push(url),
})

/** The businesses of a holder over virtual Ukeys and a real authority, joined as in the application. */
const build = (
  { home, keyring, issuers, authorities, accounts, issuance, secrets, renewalDrafts, upgradeBook }: House,
  ground: Omit<Ground, 'home'> & {
    readonly issuerSet: { readonly issuers: readonly Issuer[] }
    readonly webPorts?: Parameters<typeof webSigningPart>[0]['webPorts']
  },
) =>
  buildOn({
    ...ground,
    ...{ home, keyring, issuers, authorities, accounts, secrets, renewalDrafts, upgradeBook },
    // The font of documents lies among the packages of the checkout.
    resources: join(import.meta.dirname, '../..'),
    read: { settingsProblem: null, policyProblems: [], issuers: { problems: [] }, drivers: { invalid: [] } },
    transactions: issuance,
  })
    .add('notifications', notificationsPart)
    .add('notices', noticesPart)
    .add('tokens', tokensPart)
    .add('prompts', promptPart)
    .add('seals', sealsPart)
    .add('history', historyPart)
    .add('pin', pinPart)
    .add('oldCertificates', oldCertificatesPart)
    .add('reminders', remindersPart)
    .add('unlock', unlockPart)
    .add('certificateStore', certificateStorePart)
    .add('loopbackTrust', loopbackTrustPart)
    .add('orders', ordersPart)
    .add('renewal', renewalPart)
    .add('identity', identityPart)
    .add('replacement', replacementPart)
    .add('upgrade', upgradePart)
    .add('decryptionRehearsal', decryptionRehearsalPart)
    .add('backup', backupPart)
    .add('documents', documentsPart)
    .add('webSigning', webSigningPart)

type Businesses = Pick<
  ReturnType<typeof build>['built'],
  | 'tokens'
  | 'prompts'
  | 'seals'
  | 'decryptionRehearsal'
  | 'documents'
  | 'history'
  | 'oldCertificates'
  | 'pin'
  | 'reminders'
  | 'unlock'
  | 'orders'
  | 'renewal'
  | 'identity'
  | 'replacement'
  | 'upgrade'
  | 'backup'
  | 'loopbackTrust'
  | 'webSigning'
>

export type WholeHouse = House &
  Businesses & {
    readonly state: StateStore
    /** The folder of the virtual Ukeys. */
    readonly keys: string
    readonly notified: readonly Notification[]
    readonly opened: readonly string[]
    /** Plugs in a new key and resolves to its token id. */
    insert(name: string, more?: Parameters<typeof insert>[3]): Promise<string>
    /** Does what the authority's house does when it prepares a key: it keeps the key's administrator secret. */
    personalise(tokenId: string): Promise<void>
    shows(question: (snapshot: Snapshot) => boolean): Promise<Snapshot>
    /** The shell tells that nobody is at the screen any more. */
    personLeft(): void
    end(): Promise<void>
  }

export const openWholeHouse = async (
  address: string,
  options: {
    readonly home?: string
    readonly issuer?: Partial<Issuer>
    readonly issuers?: readonly Issuer[]
    readonly clock?: () => Date
    readonly face?: Face
    /** The system's key store; there is none if it is left out. */
    readonly keyStore?: SystemKeyStore
    /** Hears of every change of the transactions first, while nothing of it is shown. */
    readonly watched?: (views: readonly TransactionView[]) => void
    /** Wraps the keyring that the transactions see. */
    readonly before?: (keyring: Keyring) => Keyring
    readonly rules?: HostRules
    /** Another build of the SKF library than the standard one. */
    readonly build?: SkfBuild
    /** The folder of the built application, so that its processes run as they ship; without it, from source. */
    readonly bundle?: string
    /** The ports of each carrier of 代理服务, in place of its usual ones. */
    readonly webPorts?: Parameters<typeof webSigningPart>[0]['webPorts']
  } = {},
): Promise<WholeHouse> => {
  const home = options.home ?? temporary()
  const keys = join(home, 'keys')
  const clock = options.clock ?? (() => new Date())
  const issuers = options.issuers ?? [demoIssuer(address, options.issuer)]
  const [notified, opened, failed]: [Notification[], string[], string[]] = [[], [], []]
  const shell = quietShell(notified, opened, options)
  const fail = (line: string) => void failed.push(line)
  const state = createStateStore(firstState(home, shell, issuers), clock, fail)
  const events = createEvents(fail)
  const shown = showTransactions({ state, events })
  const house = await openHouse({
    ...{ home, address, clock },
    drivers: virtualDriver(keys, options.face, options.build),
    retryMs: 100,
    issuers,
    connected: (issuerId, connection) => {
      state.change({ connections: { ...state.current().connections, [issuerId]: connection } })
      events.tell('connection-changed', { issuerId, connection })
    },
    accounts: (accounts) => state.change({ accounts }),
    changed: (views) => {
      options.watched?.(views)
      shown(views)
    },
    ...(options.before ? { before: options.before } : {}),
    ...(options.rules ? { rules: options.rules } : {}),
    abandoned: (business) => events.tell('transaction-abandoned', business),
    finished: (business) => events.tell('transaction-finished', business),
    ...(options.keyStore ? { keyStore: () => options.keyStore ?? null } : {}),
    superseded: (fingerprints) => events.tell('certificates-superseded', { fingerprints }),
  })
  const { keyring, authority } = house
  const words = () => texts(state.current().settings.language)
  const log = (line: string) => void (house.log as string[]).push(line)
  events.on('journals-damaged', ({ files }) => void (house.damaged as string[]).push(...files))
  const businesses = build(house, {
    ...{ shell, clock, log, state, events, words },
    ...(options.webPorts === undefined ? {} : { webPorts: options.webPorts }),
    issuerSet: { issuers },
  })
  businesses.start()
  businesses.built.tokens.show()
  await businesses.built.unlock.ready
  return {
    ...businesses.built,
    ...house,
    state,
    keys,
    notified,
    opened,
    personLeft: () => events.tell('person-left', {}),
    insert: (name, more) => insert(house, keys, name, more),
    personalise: async (tokenId) => {
      const facts = keyring.current().tokens.find(({ facts }) => facts.id === tokenId)?.facts
      if (!facts) throw new Error('no such token')
      const { kind, vendor, serial } = facts
      const unlockSecret = toBase64(utf8(SO_PIN))
      await authority.client().tokens.register({ token: { kind, vendor, serial }, unlockSecret })
    },
    shows: (question) =>
      new Promise((resolve, reject) => {
        const stop = state.subscribe((snapshot) => {
          if (question(snapshot)) finish(snapshot)
        })
        const late = setTimeout(() => {
          stop()
          reject(new Error(`it never showed: ${JSON.stringify(state.current()).slice(0, 2000)}`))
        }, 30_000)
        const finish = (snapshot: Snapshot) => {
          clearTimeout(late)
          stop()
          resolve(snapshot)
        }
        if (question(state.current())) finish(state.current())
      }),
    end: async () => {
      businesses.stop()
      await house.stop()
      if (failed.length > 0) throw new Error(failed.join('; '))
      if (options.home === undefined) removeFolder(home)
    },
  }
}

/** The code in the newest message that the authority sent. */
export const lastCode = async (ra: RunningRa): Promise<string> => {
  const page = await ra.services.store.messages({ text: '验证码', after: null, limit: 1 })
  return /验证码 (\d{6})/.exec(page.rows[0]?.text ?? '')?.[1] ?? ''
}

/** What came of the work: its answer, or the refusal with its figures. */
export const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: { readonly code?: string; readonly params?: unknown }) => {
    if (error.code === undefined) throw error
    return { code: error.code, params: error.params }
  })

export { UKEY_PIN }
