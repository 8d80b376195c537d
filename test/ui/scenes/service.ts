import type { Page } from 'playwright-core'
import type { CarrierView, SiteView, WebSigningState } from '../../../src/shared/models/index.ts'
import { demo, snapshotWith, today, ukey } from '../../world.ts'
import type { Scene } from './scene.ts'

const carrier = (name: CarrierView['name'], rest: Partial<CarrierView> = {}): CarrierView => ({
  ...{ name, on: false, askedBy: null, state: 'off', ports: [], taken: [] },
  ...rest,
})

const site = (origin: string, rest: Partial<SiteView> = {}): SiteView => ({
  ...{ origin, reads: null, remembered: true, lastUsedAt: today.toISOString(), connections: 0 },
  approvedAt: '2026-10-08T02:00:00.000Z',
  scopes: { certificates: true, signIn: 'ask', sign: 'ask' },
  ...rest,
})

const serving: WebSigningState = {
  on: true,
  carriers: [
    carrier('own', { on: true, state: 'listening', ports: [28461, 28462] }),
    carrier('extension', { on: true, state: 'listening' }),
    carrier('xtxapp', {
      ...{ on: true, state: 'taken', askedBy: '北京数字认证（BJCA）' },
      taken: [{ port: 21051, program: 'XTXAppService.exe' }],
    }),
    carrier('mtoken'),
    carrier('netca'),
    carrier('jszh', { on: true, state: 'failed' }),
  ],
  sites: [
    site('https://wssq.sbj.cnipa.gov.cn', { connections: 2 }),
    site('http://tax.example.cn:8080', {
      ...{ lastUsedAt: null, scopes: { certificates: true, signIn: 'confirm', sign: 'free' } },
    }),
    site('https://xn--80ak6aa92e.com', { reads: 'аррӏе.com', remembered: false, connections: 1 }),
    site(`https://${'a-very-long-name-that-goes-on-and-on.'.repeat(5)}example.net:8443`),
  ],
}

const state = snapshotWith({ issuer: demo, tokens: [ukey()], webSigning: serving })
const hash = '#/settings/service'
const withdraw = async (page: Page) => {
  await page
    .getByRole('button', { name: /^(撤销|Withdraw)/ })
    .first()
    .click()
  await page.getByText(/^(撤销这个网站？|Withdraw this site\?)$/).waitFor()
}

export const serviceScenes: readonly Scene[] = [
  {
    name: 'settings-service-off',
    hash,
    state: snapshotWith({ issuer: demo }),
    services: { webSigning: { uses: () => [] } },
  },
  { name: 'settings-service', hash, state },
  { name: 'settings-service-withdraw', hash, state, act: withdraw },
  {
    ...{ name: 'settings-service-add', hash, state },
    act: async (page) => {
      await page.getByLabel(/^(添加网站|Add a site)$/).fill('www.example.cn')
      await page.getByRole('button', { name: /^(允 ?许|Allow)$/ }).click()
      await page.getByText(/^(请填写网站的地址|Enter the address of the site)/).scrollIntoViewIfNeeded()
    },
  },
]
