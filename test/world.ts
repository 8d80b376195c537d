import {
  type CertificatePair,
  type CertificateView,
  type CodeWanted,
  type Connection,
  defaultSettings,
  type IssuerView,
  noPolicies,
  type PairState,
  type SignedIn,
  type Snapshot,
  type TokenView,
  type UpdatesState,
} from '../src/shared/models/index.ts'

/** The longest name a clerk may meet, a name of rare characters, and an everyday one. */
export const longCompany = '内蒙古自治区呼伦贝尔市海拉尔区某某知识产权代理有限责任公司'
export const rarePerson = '龘㐂'
export const company = '北京某某商标代理有限公司'

/** The day on which all scenes take place. */
export const today = new Date('2026-11-20T10:20:00+08:00')

export const dayAway = (days: number): string => {
  const at = new Date(today.getTime() + days * 86_400_000)
  at.setUTCHours(15, 59, 59, 0)
  return at.toISOString()
}

export const demo: IssuerView = {
  id: 'demo',
  name: '演示机构',
  nameEn: 'Demonstration authority',
  demonstration: true,
  connected: true,
  businesses: ['issue', 'replace', 'renew', 'upgrade', 'unlock'],
  pinRule: { min: 6, max: 20 },
  retryLimit: 10,
  reminderDays: [60, 30, 15, 7, 3, 1, 0, -1],
  hotline: null,
  renewal: null,
  links: [],
}

export const trademark: IssuerView = {
  ...demo,
  id: 'cnipa-trademark',
  name: '中国商标网',
  nameEn: 'China Trademark Online',
  demonstration: false,
  retryLimit: null,
  hotline: '010-12345678',
}

type CertificateWish = {
  readonly id: string
  readonly tokenId: string
  readonly use?: CertificateView['use']
  readonly holder?: string
  readonly days: number
  readonly years?: number
  readonly keyType?: string
  readonly demonstration?: boolean
  readonly issuerId?: string | null
}

export const certificate = (wish: CertificateWish): CertificateView => {
  const length = (wish.years ?? 1) * 365
  return {
    id: wish.id,
    tokenId: wish.tokenId,
    use: wish.use ?? 'signing',
    holder: wish.holder ?? company,
    issuer: wish.demonstration ? '演示机构 SM2 签发 CA' : '国家知识产权局商标局 SM2 CA',
    serial: '3F2A91C07D5E48B6A1029CFE',
    keyType: wish.keyType ?? 'SM2',
    notBefore: dayAway(wish.days - length),
    notAfter: dayAway(wish.days),
    daysLeft: wish.days,
    elapsed: Math.min(1, Math.max(0, (length - wish.days) / length)),
    issuerId: wish.issuerId === undefined ? (wish.demonstration ? demo.id : trademark.id) : wish.issuerId,
  }
}

export const pair = (
  state: PairState,
  wish: Omit<CertificateWish, 'use'>,
  rest: Partial<CertificatePair> = {},
): CertificatePair => ({
  id: `pair-${wish.id}`,
  state,
  signing: certificate({ ...wish, id: `${wish.id}-s`, use: 'signing' }),
  encryption: certificate({ ...wish, id: `${wish.id}-e`, use: 'encryption' }),
  usable: true,
  ...rest,
})

export const ukey = (rest: Partial<TokenView> = {}): TokenView => ({
  id: 'ukey-1',
  kind: 'ukey',
  label: '商标证书',
  nickname: null,
  vendor: '明华',
  model: 'eKey 3000',
  serial: '4A1F003290C7D5E1',
  driverId: 'minghua',
  pin: {
    triesLeft: 8,
    triesMax: 10,
    countLow: false,
    lastTry: false,
    locked: false,
    isDefault: false,
    initialised: true,
    entryOnDevice: false,
  },
  pinRule: { min: 6, max: 20 },
  capabilities: ['sm2-generate', 'sm2-sign', 'sm2-decrypt', 'import-pair', 'write-certificate', 'change-pin'],
  pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 213 })],
  unreadable: 0,
  busy: null,
  ...rest,
})

export const soft = (rest: Partial<TokenView> = {}): TokenView =>
  ukey({
    id: 'soft-1',
    kind: 'soft',
    label: '软证书',
    vendor: '',
    model: '',
    serial: '7B20C4E19A3D5F68',
    driverId: 'soft',
    pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 340, holder: rarePerson })],
    ...rest,
  })

export const signedIn: SignedIn = {
  state: 'signed-in',
  userName: 'nmg_haila_2021',
  applicantName: longCompany,
  kind: 'agency',
  identity: '91150702********3X',
  phone: null,
  complete: true,
  handler: null,
  since: '2026-11-20T01:58:00.000Z',
  expiresAt: '2026-11-20T09:58:00.000Z',
}

/** The names were right, and a code was sent or could not be sent. */
export const codeWanted = (rest: Partial<CodeWanted> = {}): CodeWanted => ({
  state: 'code-wanted',
  userName: 'nmg_haila_2021',
  applicantName: longCompany,
  channels: [
    { channel: 'sms', masked: '138****1234' },
    { channel: 'mail', masked: 'ha***@example.cn' },
  ],
  sent: { channel: 'sms', masked: '138****1234', againAt: '2026-11-20T02:20:00.000Z' },
  problem: null,
  expiresAt: '2026-11-20T02:50:00.000Z',
  ...rest,
})

const { pin } = ukey()
export const pinWith = (rest: Partial<TokenView['pin']>): TokenView['pin'] => ({ ...pin, ...rest })

/** What a scene says. The account and the connection in it belong to the issuer that is chosen there. */
export type SceneWish = Partial<Snapshot> & {
  readonly account?: SignedIn | CodeWanted
  readonly connection?: Connection
}

const online: Connection = {
  state: 'online',
  reason: null,
  checkedAt: today.toISOString(),
  clockSkewSeconds: 0,
}

export const noNewVersion: UpdatesState = {
  stage: { is: 'none' },
  ...{ offer: null, bringer: null, hasPage: true, problem: null, needed: {} },
  lookedAt: today.toISOString(),
}

/** A calm day: nothing plugged in, online, nobody logged in. */
export const snapshotWith = ({
  account,
  connection = online,
  issuer = trademark,
  ...rest
}: SceneWish = {}): Omit<Snapshot, 'revision' | 'at'> => ({
  settled: true,
  about: {
    version: '0.1.0',
    shell: 'electron',
    runtime: 'Electron 45.3.4',
    system: 'Windows 10 22H2 (x64)',
    dataFolder: 'C:\\Users\\王小明\\AppData\\Roaming\\cert-assistant',
    logFolder: 'C:\\Users\\王小明\\AppData\\Roaming\\cert-assistant\\logs',
  },
  settings: defaultSettings,
  issuer,
  issuers: [demo, trademark],
  connections: { [issuer.id]: connection },
  accounts: account ? [{ issuerId: issuer.id, account }] : [],
  seals: [],
  tokens: [],
  troubles: [],
  drivers: [
    {
      ...{ id: 'minghua', vendor: '明华', source: 'built-in', state: 'running', reason: null },
      library: 'C:\\Windows\\System32\\mhskf.dll',
      finding: { architecture: 'x64', missing: ['SKF_Transmit', 'SKF_MacInit', 'SKF_Mac'], devices: 1 },
      downloadPage: null,
    },
    {
      ...{ id: 'huada', vendor: '华大', source: 'built-in', state: 'not-installed', reason: null },
      ...{ library: null, finding: null, downloadPage: null },
    },
    {
      ...{ id: 'wendingchuang', vendor: '文鼎创', source: 'user', state: 'failed', reason: null },
      ...{ library: null, finding: null, downloadPage: null },
    },
  ],
  transactions: [],
  notices: [],
  reminders: [],
  documents: [],
  documentJob: null,
  refunds: [],
  renewalDrafts: [],
  diagnosis: {
    ...{ state: 'never', startedAt: null, endedAt: null, first: null },
    ...{ steps: [], repairing: null, undoable: [] },
  },
  dossiers: [],
  upgrades: [],
  upgradeDrafts: [],
  upgradable: [],
  feeds: [],
  ...{ applications: [{ kind: 'upgrade-wizard', id: 'upgrade-wizard' }], removedApplication: null },
  updates: noNewVersion,
  ...{ installation: null, subscriptionOffer: null, subscriptions: [] },
  prompt: null,
  policies: noPolicies,
  webSigning: { on: false, carriers: [], sites: [] },
  navigation: { sequence: 0, place: { page: 'home' } },
  articleOfCode: { P01: 'pin-wrong', T01: 'ukey-not-shown', D04: 'driver-missing' },
  notifications: [],
  ...rest,
})
