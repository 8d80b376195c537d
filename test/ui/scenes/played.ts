import { join } from 'node:path'
import { type AccountsService, accountHandlers } from '../../../src/main/account/handlers.ts'
import { announcementsHandlers } from '../../../src/main/announcements/handlers.ts'
import { applicationsHandlers } from '../../../src/main/applications/handlers.ts'
import { authorityHandlers } from '../../../src/main/authority/handlers.ts'
import { backupHandlers } from '../../../src/main/backup/handlers.ts'
import { browserExtensionHandlers } from '../../../src/main/browser-extension/handlers.ts'
import { certificateStoreHandlers } from '../../../src/main/certificate-store/handlers.ts'
import { certificatesHandlers } from '../../../src/main/certificates/handlers.ts'
import type { Handlers } from '../../../src/main/contract/router.ts'
import { decryptionRehearsalHandlers } from '../../../src/main/decryption-rehearsal/handlers.ts'
import { diagnosisHandlers } from '../../../src/main/diagnosis/handlers.ts'
import { reportOn } from '../../../src/main/diagnosis/report.ts'
import { documentsHandlers } from '../../../src/main/documents/handlers.ts'
import { loadArticles } from '../../../src/main/help/articles.ts'
import { helpHandlers } from '../../../src/main/help/handlers.ts'
import { createHelp } from '../../../src/main/help/help.ts'
import { historyHandlers } from '../../../src/main/history/handlers.ts'
import { identityHandlers } from '../../../src/main/identity/handlers.ts'
import { issuanceHandlers } from '../../../src/main/issuance/handlers.ts'
import { issuersHandlers } from '../../../src/main/issuers/handlers.ts'
import { loadIssuers } from '../../../src/main/issuers/issuers.ts'
import { loopbackTrustHandlers } from '../../../src/main/loopback-trust/handlers.ts'
import { noticesHandlers } from '../../../src/main/notices/handlers.ts'
import { notificationsHandlers } from '../../../src/main/notifications/handlers.ts'
import { oldCertificatesHandlers } from '../../../src/main/old-certificates/handlers.ts'
import { ordersHandlers } from '../../../src/main/orders/handlers.ts'
import { pinHandlers } from '../../../src/main/pin/handlers.ts'
import { placesHandlers } from '../../../src/main/places/handlers.ts'
import { promptHandlers } from '../../../src/main/prompt/handlers.ts'
import { remindersHandlers } from '../../../src/main/reminders/handlers.ts'
import { renewalHandlers } from '../../../src/main/renewal/handlers.ts'
import { replacementHandlers } from '../../../src/main/replacement/handlers.ts'
import { sealsHandlers } from '../../../src/main/seals/handlers.ts'
import { settingsHandlers } from '../../../src/main/settings/handlers.ts'
import { snapshotHandlers } from '../../../src/main/snapshot/handlers.ts'
import type { StateStore } from '../../../src/main/state/state-store.ts'
import { subscriptionHandlers } from '../../../src/main/subscription/handlers.ts'
import { tokensHandlers } from '../../../src/main/tokens/handlers.ts'
import { transactionsHandlers } from '../../../src/main/transactions/handlers.ts'
import { trayHandlers } from '../../../src/main/tray/handlers.ts'
import { unlockHandlers } from '../../../src/main/unlock/handlers.ts'
import { updatesHandlers } from '../../../src/main/updates/handlers.ts'
import { upgradeHandlers } from '../../../src/main/upgrade/handlers.ts'
import { webSigningHandlers } from '../../../src/main/web-signing/handlers.ts'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import type { PinState, Settings, SiteUse, UnlockView, UnlockWays } from '../../../src/shared/models/index.ts'
import { nicknameIn } from '../../../src/shared/tokens/nickname.ts'
import { today } from '../../world.ts'
import { captchaPicture } from './captcha.ts'
import { detailsOf } from './details.ts'
import { documentsPlayed } from './documents-played.ts'
import { identityPlayed } from './identity-played.ts'
import { linkedPicture } from './linked-picture.ts'
import { renewalPlayed } from './renewal-played.ts'
import { upgradePlayed } from './upgrade-played.ts'

const pin = (triesLeft: number): PinState => ({
  triesLeft,
  triesMax: 10,
  countLow: triesLeft < 10,
  lastTry: triesLeft === 1,
  locked: triesLeft === 0,
  isDefault: false,
  initialised: true,
  entryOnDevice: false,
})

export const unlockWays: UnlockWays = {
  issuerId: 'demo',
  begun: null,
  online: true,
  reason: null,
  hotline: '010-82031677 转 8004',
  servicePoints: [
    {
      name: '证书服务大厅',
      address: '北京市西城区裕民东路3号京版信息港1层',
      phone: '010-82031677 转 8004',
    },
  ],
  documents: [
    { zh: '经办人身份证复印件，盖公章', en: "A stamped copy of the handler's identity card" },
    { zh: '需要解锁的 Ukey', en: 'The Ukey itself' },
  ],
}

export const unlockView = (state: UnlockView['state']): UnlockView => ({
  id: 'unlock-1',
  tokenId: 'token',
  state,
  channels: [
    { channel: 'sms', masked: '138****0002' },
    { channel: 'mail', masked: 'wa***@example.com' },
  ],
  sentTo: state === 'choose-channel' ? null : '138****0002',
  againAt: new Date(today.getTime() + 60_000).toISOString(),
  expiresAt: new Date(today.getTime() + 600_000).toISOString(),
  authorisationCode: state === 'authorised-elsewhere' ? '4821-0937-5516' : null,
})

/** The account of every authority: it answers the same everywhere. */
const accountAnywhere = (account: ReturnType<AccountsService['of']>) => accountHandlers({ of: () => account })

const slices = {
  account: accountAnywhere,
  announcements: announcementsHandlers,
  applications: applicationsHandlers,
  authority: authorityHandlers,
  backup: backupHandlers,
  browserExtension: browserExtensionHandlers,
  certificateStore: certificateStoreHandlers,
  certificates: certificatesHandlers,
  decryptionRehearsal: decryptionRehearsalHandlers,
  diagnosis: diagnosisHandlers,
  documents: documentsHandlers,
  help: helpHandlers,
  history: historyHandlers,
  identity: identityHandlers,
  issuance: issuanceHandlers,
  issuers: issuersHandlers,
  loopbackTrust: loopbackTrustHandlers,
  navigation: placesHandlers,
  notices: noticesHandlers,
  notifications: notificationsHandlers,
  oldCertificates: oldCertificatesHandlers,
  orders: ordersHandlers,
  pin: pinHandlers,
  prompt: promptHandlers,
  reminders: remindersHandlers,
  renewal: renewalHandlers,
  replacement: replacementHandlers,
  seals: sealsHandlers,
  settings: settingsHandlers,
  state: snapshotHandlers,
  subscription: subscriptionHandlers,
  tokens: tokensHandlers,
  transactions: transactionsHandlers,
  tray: trayHandlers,
  unlock: unlockHandlers,
  updates: updatesHandlers,
  upgrade: upgradeHandlers,
  webSigning: webSigningHandlers,
}
type Slices = typeof slices

/** What answers the pages of a scene: the service of each business. */
export type Played = { readonly [Name in keyof Slices]: Parameters<Slices[Name]>[0] }
export type PlayedOtherwise = { readonly [Name in keyof Played]?: Partial<Played[Name]> }

const nothing = async () => {}
const gone = () => {
  throw new AssistantError('not-found')
}

const root = join(import.meta.dirname, '../../..')
/** The pages show the real articles and the real authorities. */
const { articles } = loadArticles(join(root, 'help'))
const { issuers } = loadIssuers(join(root, 'issuers'), join(root, 'issuers', 'none'))

/** A calm day: everything that is asked for succeeds. */
const played = (state: StateStore): Played => ({
  state: {
    watch: state.watch,
    refresh: nothing,
  },
  notices: {
    dismiss: (noticeId) =>
      state.change({ notices: state.current().notices.filter(({ id }) => id !== noticeId) }),
  },
  tray: { choose: nothing },
  diagnosis: {
    ...{ run: nothing, check: nothing, rehearse: nothing, repair: nothing, undo: nothing },
    report: (form) => ({
      fileName: form === 'html' ? '系统检测报告-2026-11-20.html' : '系统检测报告-2026-11-20.txt',
      base64: Buffer.from(reportOn(state.current(), form, '/home/wang')).toString('base64'),
    }),
  },
  documents: documentsPlayed(state),
  navigation: {
    go: (place) =>
      state.change({
        navigation: { sequence: state.current().navigation.sequence + 1, place },
      }),
  },
  account: {
    captcha: async () => ({
      id: 'captcha-1',
      picture: captchaPicture,
      question: '会议室里坐着二十四人，九点钟走了三人，后来又来了五人，现在有几人？请用数字回答。',
      expiresAt: today.toISOString(),
    }),
    login: nothing,
    loginByPassword: nothing,
    sendCode: nothing,
    enterCode: nothing,
    actAs: () => {},
    actFor: nothing,
    logout: async () => state.change({ accounts: [] }),
  },
  authority: { desk: async () => null, openExternal: nothing },
  identity: identityPlayed,
  issuance: { start: async () => ({ transactionId: 'tx-1' }) },
  tokens: {
    rename: (tokenId, typed) =>
      state.change({
        tokens: state
          .current()
          .tokens.map((one) => (one.id === tokenId ? { ...one, nickname: nicknameIn(typed) } : one)),
      }),
  },
  transactions: { resume: nothing, abandon: nothing },
  oldCertificates: { remove: nothing },
  orders: {
    openPayment: nothing,
    reportTransfers: async (_, transfers) => ({
      results: transfers.map(() => 'found' as const),
      totalFen: 20_000,
      receivedFen: 20_000,
      paid: true,
    }),
    typedTransfers: { of: () => [], keep: () => {} },
    refreshRefunds: nothing,
    dismissRefund: (id) => state.change({ refunds: state.current().refunds.filter((one) => one.id !== id) }),
  },
  renewal: renewalPlayed,
  updates: { look: nothing, download: nothing, cancel: () => {}, restart: nothing, openPage: nothing },
  upgrade: upgradePlayed,
  issuers: {
    details: () => ({
      servicePoints: unlockWays.servicePoints,
      questions: [
        {
          question: { zh: '证书丢失或损坏怎么办？', en: 'What if the certificate is lost or damaged?' },
          answer: { zh: '请办理补办。', en: 'Have it replaced.' },
        },
      ],
    }),
  },
  certificates: {
    details: (id) => detailsOf(state.current(), id) ?? gone(),
    revocation: async () => ({ state: 'good', source: 'ocsp', at: today.toISOString(), reason: null }),
    export: gone,
    paper: async () => gone(),
    openInSystem: nothing,
    remove: nothing,
  },
  decryptionRehearsal: { look: gone, attempt: async () => gone() },
  prompt: {
    answer: () => state.change({ prompt: null }),
    ...{ beginFile: gone, takePart: nothing, endFile: nothing, saveFile: async () => gone(), givePart: gone },
  },
  settings: {
    change: async (change) =>
      state.change({ settings: { ...state.current().settings, ...(change as Partial<Settings>) } }),
    openDataFolder: nothing,
    licences: () => [
      { name: 'antd', version: '6.6.8', licence: 'MIT' },
      { name: 'react', version: '19.3.1', licence: 'MIT' },
      { name: 'zod', version: '4.6.7', licence: 'MIT' },
    ],
  },
  pin: {
    verify: async () => ({ before: pin(8), after: pin(10) }),
    change: async () => ({ before: pin(10), after: pin(10) }),
  },
  unlock: {
    ways: async () => unlockWays,
    begin: async (_token, who) => unlockView(who.kind === 'account' ? 'choose-channel' : 'identify'),
    identify: async () => unlockView('choose-channel'),
    sendCode: async () => unlockView('code-sent'),
    finish: async () => unlockView('done'),
    cancel: () => {},
  },
  replacement: {
    offer: async () => ({
      feeFen: 5000,
      certificates: [
        {
          serial: '4A2F1C8890D3',
          holder: '北京示例知识产权代理有限公司',
          notAfter: '2027-06-20T08:00:00.000Z',
          status: 'active',
          tokenKind: 'ukey',
          tokenSerial: 'VU2026112001',
          present: false,
        },
      ],
    }),
    suspend: async () => {},
    resume: async () => {},
    start: async () => ({ transactionId: 'tx-1' }),
  },
  announcements: {
    refresh: async () => {},
    openExternal: async () => {},
    linkOf: () => 'https://example.org/',
    picture: () => ({ mediaType: 'image/png', base64: linkedPicture }),
    seen: () => {},
  },
  applications: {
    addLink: () => {},
    keepLink: () => {},
    addProgram: () => {},
    addWizard: () => {},
    chooseProgram: async () => 'C:\\Program Files\\电子申请\\cponline.exe',
    open: async () => {},
    openLink: async () => {},
    remove: () => {},
    putBack: () => {},
    move: () => {},
    install: async () => {},
    cancel: () => {},
  },
  subscription: { look: () => {}, register: async () => {}, remove: async () => {}, decline: () => {} },
  reminders: { snooze: () => {}, remindOn: () => {} },
  backup: {
    create: async () => ({ fileName: '王芳-2026-11-20.certbackup', base64: 'e30=' }),
    moved: async () => {},
    restore: async () => ({ tokenIds: ['soft|1'] }),
    importPfx: async () => ({ tokenId: 'soft|1' }),
  },
  help: createHelp({
    articles,
    issuers,
    language: () => state.current().settings.language,
  }),
  notifications: {
    markRead: () =>
      state.change({
        notifications: state.current().notifications.map((one) => ({ ...one, read: true })),
      }),
    clear: () => state.change({ notifications: [] }),
  },
  history: {
    list: () => [
      {
        at: '2026-11-20T02:31:00.000Z',
        kind: 'renewed',
        tokenId: 'token',
        tokenName: '公司公章 Ukey',
        holder: '北京示例知识产权代理有限公司',
        serial: '4A2F1C8890D3',
        detail: null,
      },
      {
        at: '2026-11-18T09:02:00.000Z',
        kind: 'pin-changed',
        tokenId: 'token',
        tokenName: '公司公章 Ukey',
        holder: null,
        serial: null,
        detail: null,
      },
      {
        at: '2026-06-20T08:00:00.000Z',
        kind: 'issued',
        tokenId: 'token',
        tokenName: '公司公章 Ukey',
        holder: '北京示例知识产权代理有限公司',
        serial: '4A2F1C8890D3',
        detail: null,
      },
    ],
    export: () => ({ fileName: '证书使用记录-2026-11-20.csv', base64: '' }),
  },
  seals: {
    picture: () => null,
    export: () => ({ fileName: '北京示例知识产权代理有限公司.esl', base64: '' }),
    import: async () => {},
    update: async () => ({ written: 1, present: 1 }),
    remove: async () => {},
  },
  certificateStore: {
    finding: () => ({ state: 'fine', store: 'NSS', registered: 1, verified: false, report: null }),
    refresh: () => {},
  },
  browserExtension: {
    finding: () => ({
      ...{ browsers: ['chrome', 'edge'], connected: 1 },
      folder: 'C:\\Program Files\\cert-assistant\\resources\\extension',
    }),
  },
  loopbackTrust: {
    finding: () => ({
      ...{ state: 'trusted', stores: ['chromium', 'firefox'], report: null },
      notAfter: '2027-12-20T02:20:00.000Z',
    }),
    trust: async () => {},
    remove: async () => {},
  },
  webSigning: {
    switchAll: async () => {},
    switchCarrier: async () => {},
    approve: () => {},
    withdraw: () => {},
    uses: () => siteUses,
    exportUses: () => ({ fileName: '网站使用记录-2026-11-20.csv', base64: '' }),
  },
})

const handlersOf = (of: Played): Handlers => ({
  ...accountAnywhere(of.account),
  ...announcementsHandlers(of.announcements),
  ...applicationsHandlers(of.applications),
  ...authorityHandlers(of.authority),
  ...backupHandlers(of.backup),
  ...browserExtensionHandlers(of.browserExtension),
  ...certificateStoreHandlers(of.certificateStore),
  ...certificatesHandlers(of.certificates),
  ...decryptionRehearsalHandlers(of.decryptionRehearsal),
  ...diagnosisHandlers(of.diagnosis),
  ...documentsHandlers(of.documents),
  ...helpHandlers(of.help),
  ...historyHandlers(of.history),
  ...identityHandlers(of.identity),
  ...issuanceHandlers(of.issuance),
  ...issuersHandlers(of.issuers),
  ...loopbackTrustHandlers(of.loopbackTrust),
  ...placesHandlers(of.navigation),
  ...noticesHandlers(of.notices),
  ...notificationsHandlers(of.notifications),
  ...oldCertificatesHandlers(of.oldCertificates),
  ...ordersHandlers(of.orders),
  ...pinHandlers(of.pin),
  ...promptHandlers(of.prompt),
  ...remindersHandlers(of.reminders),
  ...renewalHandlers(of.renewal),
  ...replacementHandlers(of.replacement),
  ...sealsHandlers(of.seals),
  ...settingsHandlers(of.settings),
  ...snapshotHandlers(of.state),
  ...subscriptionHandlers(of.subscription),
  ...tokensHandlers(of.tokens),
  ...transactionsHandlers(of.transactions),
  ...trayHandlers(of.tray),
  ...unlockHandlers(of.unlock),
  ...updatesHandlers(of.updates),
  ...upgradeHandlers(of.upgrade),
  ...webSigningHandlers(of.webSigning),
})

const siteUses: readonly SiteUse[] = [
  {
    ...{ at: '2026-11-20T02:10:00.000Z', origin: 'https://wssq.sbj.cnipa.gov.cn', carrier: 'own' },
    ...{ purpose: 'sign', holder: '北京示例知识产权代理有限公司', serial: '4A2F1C8890D3' },
    ...{ digest: '66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0', loose: false },
  },
  {
    ...{ at: '2026-11-20T02:08:00.000Z', origin: 'http://tax.example.cn:8080', carrier: 'xtxapp' },
    ...{ purpose: 'sign-in', holder: '王芳', serial: '5B20240611', digest: null, loose: true },
  },
]

/** The scene's own answers in place of the usual ones. */
const playedAs = (state: StateStore, otherwise: PlayedOtherwise = {}): Played => {
  const calm = played(state)
  return {
    account: { ...calm.account, ...otherwise.account },
    announcements: { ...calm.announcements, ...otherwise.announcements },
    applications: { ...calm.applications, ...otherwise.applications },
    authority: { ...calm.authority, ...otherwise.authority },
    backup: { ...calm.backup, ...otherwise.backup },
    browserExtension: { ...calm.browserExtension, ...otherwise.browserExtension },
    certificateStore: { ...calm.certificateStore, ...otherwise.certificateStore },
    certificates: { ...calm.certificates, ...otherwise.certificates },
    decryptionRehearsal: { ...calm.decryptionRehearsal, ...otherwise.decryptionRehearsal },
    diagnosis: { ...calm.diagnosis, ...otherwise.diagnosis },
    documents: { ...calm.documents, ...otherwise.documents },
    help: { ...calm.help, ...otherwise.help },
    history: { ...calm.history, ...otherwise.history },
    identity: { ...calm.identity, ...otherwise.identity },
    issuance: { ...calm.issuance, ...otherwise.issuance },
    issuers: { ...calm.issuers, ...otherwise.issuers },
    loopbackTrust: { ...calm.loopbackTrust, ...otherwise.loopbackTrust },
    navigation: { ...calm.navigation, ...otherwise.navigation },
    notifications: { ...calm.notifications, ...otherwise.notifications },
    notices: { ...calm.notices, ...otherwise.notices },
    oldCertificates: { ...calm.oldCertificates, ...otherwise.oldCertificates },
    orders: { ...calm.orders, ...otherwise.orders },
    pin: { ...calm.pin, ...otherwise.pin },
    prompt: { ...calm.prompt, ...otherwise.prompt },
    reminders: { ...calm.reminders, ...otherwise.reminders },
    renewal: { ...calm.renewal, ...otherwise.renewal },
    replacement: { ...calm.replacement, ...otherwise.replacement },
    seals: { ...calm.seals, ...otherwise.seals },
    settings: { ...calm.settings, ...otherwise.settings },
    state: { ...calm.state, ...otherwise.state },
    subscription: { ...calm.subscription, ...otherwise.subscription },
    tokens: { ...calm.tokens, ...otherwise.tokens },
    transactions: { ...calm.transactions, ...otherwise.transactions },
    tray: { ...calm.tray, ...otherwise.tray },
    unlock: { ...calm.unlock, ...otherwise.unlock },
    updates: { ...calm.updates, ...otherwise.updates },
    upgrade: { ...calm.upgrade, ...otherwise.upgrade },
    webSigning: { ...calm.webSigning, ...otherwise.webSigning },
  }
}

export type Stage = {
  readonly state: StateStore
  readonly handlers: Handlers
  /** From now on calls are answered as another scene does. */
  answerWith(services: PlayedOtherwise | undefined): void
}

/** Calls each service of the present scene, also of one that is played later. A service may have parts of its own. */
const passedOn = <Services extends object>(present: () => Services): Services => {
  const part = (name: string): unknown => Reflect.get(present(), name)
  const passing = Object.keys(present()).map((name) => [
    name,
    typeof part(name) === 'function'
      ? (...args: readonly unknown[]) => (part(name) as (...all: readonly unknown[]) => unknown)(...args)
      : passedOn(() => part(name) as object),
  ])
  return Object.fromEntries(passing)
}

/** The contract as a scene answers it. */
export const openStage = (state: StateStore, services: PlayedOtherwise | undefined): Stage => {
  let present = playedAs(state, services)
  return {
    state,
    handlers: handlersOf(passedOn(() => present)),
    answerWith: (others) => {
      present = playedAs(state, others)
    },
  }
}
