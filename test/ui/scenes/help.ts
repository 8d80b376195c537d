import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { issuerView, loadIssuers } from '../../../src/main/issuers/issuers.ts'
import type { Notified } from '../../../src/shared/models/index.ts'
import { longCompany, snapshotWith, soft, today, ukey } from '../../world.ts'
import type { Scene } from './scene.ts'

const root = join(import.meta.dirname, '../../..')
const issuers = loadIssuers(join(root, 'issuers'), join(root, 'issuers', 'none')).issuers.map(issuerView)
const state = snapshotWith({ issuers, tokens: [ukey()] })

const hour = 3_600_000
const notified = (id: string, hours: number, rest: Partial<Notified>): Notified => ({
  ...{ id, at: new Date(today.getTime() - hours * hour).toISOString(), read: true },
  ...{ title: '证书已签发', body: `${longCompany}的新证书已写入「商标证书」。` },
  place: { page: 'certificates' },
  ...rest,
})

export const notifications: readonly Notified[] = [
  notified('n1', 1, {
    ...{ title: '需要您继续', body: '王芳的业务需要输入 PIN 码才能继续。', read: false },
    place: { page: 'issue', tokenId: null },
  }),
  notified('n2', 20, { title: '证书快要到期', body: `${longCompany}的证书还有 12 天到期。`, read: false }),
  notified('n3', 400, {}),
]

/** Opens the finder by its shortcut and types. */
export const find =
  (typed: string) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { expanded: true }).fill(typed)
    await page.getByRole('option').first().waitFor()
  }

const tokens = [ukey(), soft(), ukey({ id: 'ukey-2', nickname: '财务室的', serial: '5B2E' })]

export const helpScenes: readonly Scene[] = [
  { name: 'service', hash: '#/service', state },
  {
    ...{ name: 'service-open', hash: '#/service', state },
    act: async (page) => page.locator('summary').first().click(),
  },
  {
    ...{ name: 'service-search', hash: `#/service/${encodeURIComponent('证书过期')}`, state },
    act: async (page) => page.locator('a[href="#/article/certificate-expired"]').waitFor(),
  },
  {
    ...{ name: 'service-code', hash: '#/service/P24', state },
    act: async (page) => page.locator('a[href="#/article/pin-change"]').waitFor(),
  },
  {
    ...{ name: 'service-nothing', hash: '#/service/qqqqq', state },
    act: async (page) => page.getByText(/^(没有找到。|Nothing was found\.)/).waitFor(),
  },
  {
    ...{ name: 'service-offline', hash: '#/service' },
    state: snapshotWith({
      issuers,
      connection: { state: 'offline', reason: 'network-none', checkedAt: null, clockSkewSeconds: null },
    }),
    act: async (page) => page.getByText(/^(现在没有网络|There is no network)/).scrollIntoViewIfNeeded(),
  },
  {
    ...{ name: 'article', hash: '#/article/pin-locked', state },
    act: async (page) => page.locator('main ol').waitFor(),
  },
  {
    ...{ name: 'article-of-issuer', hash: '#/article/issuer.bjca.0', state },
    act: async (page) => page.getByText(/的解答$|^Answer of/).waitFor(),
  },
  {
    ...{ name: 'article-missing', hash: '#/article/never-written', state },
    act: async (page) => page.getByRole('alert').waitFor(),
  },
  { name: 'notifications', hash: '#/notifications', state: { ...state, notifications } },
  { name: 'notifications-none', hash: '#/notifications', state },
  {
    ...{ name: 'finder', hash: '#/home', state: { ...state, tokens, notifications } },
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('option').first().waitFor()
    },
  },
  { name: 'finder-words', hash: '#/home', state: { ...state, tokens }, act: find('pin') },
  { name: 'finder-certificate', hash: '#/home', state: { ...state, tokens }, act: find('3F2A 91C0') },
]
