import type { Connection, FeedView, PinnedApplication } from '../../../src/shared/models/index.ts'
import {
  dayAway,
  demo,
  longCompany,
  pair,
  pinWith,
  rarePerson,
  snapshotWith,
  soft,
  trademark,
  ukey,
} from '../../world.ts'
import type { Scene } from './scene.ts'

const offline: Connection = {
  ...{ state: 'offline', reason: 'network-none', checkedAt: dayAway(0), clockSkewSeconds: null },
}

const linked = {
  ...trademark,
  links: [
    {
      id: 'identity',
      region: null,
      name: { zh: '国家知识产权局统一身份认证：用户登录', en: 'CNIPA identity system: sign in' },
      about: {
        zh: '商标网上服务系统的登录入口，注册、登录和信息补录都在这里。',
        en: 'Where people register, sign in and complete their details for trademark services.',
      },
      address: 'https://sso.cnipa.gov.cn/am/#/login',
      recommended: true,
    },
    {
      id: 'driver',
      region: { zh: '广东', en: 'Guangdong' },
      name: { zh: '深圳耗材专用驱动下载', en: 'Driver for Shenzhen supplies: download' },
      about: null,
      address: 'https://www.cnca.net/dl/Drivers/',
      recommended: false,
    },
  ],
}

const sha256 = '0d4a1185f3f4a1c2b5e6d7c8a9b0c1d2e3f405162738495a6b7c8d9eafb0c1d2'

const feed = (rest: Partial<FeedView> = {}): FeedView => ({
  issuerId: trademark.id,
  fetchedAt: dayAway(0),
  outdated: false,
  problem: null,
  announcements: [
    {
      id: 'n1',
      publishedOn: '2026-11-18',
      title: { zh: '关于 11 月 28 日系统维护的通知', en: 'Maintenance on 28 November' },
      text: {
        zh: '11 月 28 日 20:00 至 24:00 进行系统维护，期间不能签发和续期，已有证书的登录和签名不受影响。',
        en: 'From 20:00 to 24:00 nothing can be issued or renewed. Logging in and signing are not affected.',
      },
      host: null,
      unread: true,
    },
    {
      id: 'n2',
      publishedOn: '2026-11-02',
      title: { zh: '新版业务指南已经发布', en: 'The new guide is published' },
      text: null,
      host: 'www.example.org',
      unread: false,
    },
  ],
  pictures: [
    { id: 'p1', title: { zh: '使用指南', en: 'Guide' }, host: 'www.example.org' },
    { id: 'p2', title: { zh: '服务介绍', en: 'Services' }, host: 'www.example.org' },
  ],
  programs: [
    {
      id: 'cponline',
      name: { zh: '电子申请客户端', en: 'Filing client' },
      about: { zh: '填写和提交电子申请文件。', en: 'Fills in and submits electronic applications.' },
      publisher: '示例软件有限公司',
      version: '4.2.1',
      host: 'download.example.org',
      bytes: 48_211_968,
      sha256,
    },
  ],
  ...rest,
})

const pinned: readonly PinnedApplication[] = [
  { kind: 'upgrade-wizard', id: 'upgrade-wizard' },
  {
    kind: 'link',
    id: 'a1',
    name: { zh: '国家知识产权局统一身份认证：用户登录', en: 'CNIPA identity system: sign in' },
    address: 'https://sso.cnipa.gov.cn/am/#/login',
    from: { issuerId: trademark.id, linkId: 'identity' },
  },
  { kind: 'program', id: 'a2', name: '电子申请客户端', path: 'C:\\Program Files\\CPC\\cponline.exe' },
]

const many = Array.from(
  { length: 30 },
  (_, at): PinnedApplication => ({
    kind: 'link',
    id: `m${at}`,
    name: { zh: `${longCompany}的网页 ${at}`, en: `A page with quite a long name, number ${at}` },
    address: `https://host-${at}.example.org/`,
    from: null,
  }),
)

const keys = [
  ukey({ pairs: [pair('expiring', { id: 'c1', tokenId: 'ukey-1', days: 20, holder: longCompany })] }),
  soft({ pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 340, holder: rarePerson })] }),
]

const base = { issuer: linked, issuers: [demo, linked], feeds: [feed()], applications: pinned }

export const businessPageScenes: readonly Scene[] = [
  { name: 'business', hash: '#/business', state: snapshotWith({ ...base, tokens: keys }) },
  {
    name: 'business-offline',
    hash: '#/business',
    state: snapshotWith({ ...base, tokens: keys, connection: offline }),
  },
  { name: 'business-empty', hash: '#/business', state: snapshotWith() },
  {
    name: 'business-driver-missing',
    hash: '#/business',
    state: snapshotWith({
      ...base,
      tokens: [ukey({ pin: pinWith({ locked: true, triesLeft: 0 }), pairs: [] })],
      troubles: [
        {
          id: 'huada',
          report: { code: 'driver-missing', params: { vendor: '华大' } },
          ...{ vendor: '华大', driverId: 'huada', usbId: '1EA8:0101', systemWords: null, downloadPage: null },
        },
      ],
    }),
    act: async (page) => page.locator('summary').click(),
  },
  { name: 'applications', hash: '#/applications', state: snapshotWith(base) },
  {
    name: 'applications-menu',
    hash: '#/applications',
    state: snapshotWith(base),
    act: async (page) => {
      await page
        .getByRole('button', { name: /电子申请客户端/ })
        .first()
        .click({ button: 'right' })
      await page.getByRole('menuitem', { name: /删除|Remove/ }).waitFor()
    },
  },
  {
    name: 'applications-many',
    hash: '#/applications',
    state: snapshotWith({ ...base, applications: many, connection: offline }),
  },
  {
    name: 'applications-removed',
    hash: '#/applications',
    state: snapshotWith({ ...base, applications: [], removedApplication: pinned[2] ?? null }),
  },
  {
    name: 'applications-add-link',
    hash: '#/applications',
    state: snapshotWith(base),
    act: async (page) => {
      await page.getByRole('button', { name: /添加网页|Add a page/ }).click()
      await page.getByRole('button', { name: /^(添加|Add)$/ }).click()
    },
  },
  {
    name: 'applications-add-program',
    hash: '#/applications',
    state: snapshotWith(base),
    act: async (page) => page.getByRole('button', { name: /添加程序|Add a program/ }).click(),
  },
  {
    name: 'applications-install',
    hash: '#/applications',
    state: snapshotWith({
      ...base,
      installation: {
        ...{ issuerId: trademark.id, programId: 'cponline', state: 'fetching' },
        ...{ received: 12_000_000, bytes: 48_211_968 },
      },
    }),
    act: async (page, state) => {
      state.change({ installation: null })
      await page.getByRole('button', { name: /应用信息|About this/ }).click()
    },
  },
  {
    name: 'applications-installing',
    hash: '#/applications',
    state: snapshotWith({
      ...base,
      installation: {
        ...{ issuerId: trademark.id, programId: 'cponline', state: 'fetching' },
        ...{ received: 12_000_000, bytes: 48_211_968 },
      },
    }),
  },
  { name: 'announcements', hash: '#/announcements', state: snapshotWith(base) },
  {
    name: 'announcements-refused',
    hash: '#/announcements',
    state: snapshotWith({
      ...base,
      feeds: [feed({ outdated: true, problem: { code: 'feed-signature-wrong', params: {} } })],
      connection: offline,
    }),
  },
  { name: 'announcements-none', hash: '#/announcements', state: snapshotWith() },
  {
    name: 'home-announcements',
    hash: '#/home',
    state: snapshotWith({
      ...base,
      tokens: keys,
      subscriptionOffer: { tokenId: 'ukey-1', issuerId: trademark.id },
    }),
  },
  { name: 'subscription', hash: '#/subscription', state: snapshotWith({ ...base, tokens: keys }) },
  {
    name: 'subscription-faults',
    hash: '#/subscription',
    state: snapshotWith({
      ...base,
      tokens: keys,
      subscriptions: [
        {
          ...{ id: 's1', issuerId: trademark.id, channel: 'sms', masked: '138****1234' },
          ...{ keySerial: '4A1F003290C7D5E1', topics: ['expiry', 'service'], registeredAt: dayAway(-3) },
        },
      ],
    }),
    act: async (page) => {
      await page.getByRole('checkbox').first().uncheck()
      await page.getByRole('button', { name: /^(注册|Register)$/ }).click()
    },
  },
  { name: 'subscription-no-key', hash: '#/subscription', state: snapshotWith() },
  {
    name: 'window-menu',
    hash: '#/home',
    state: snapshotWith(),
    act: async (page) => {
      await page.getByRole('button', { name: /^(菜单|Menu)$/ }).click()
      await page.getByRole('menuitem', { name: /系统设置|Settings/ }).waitFor()
    },
  },
]
