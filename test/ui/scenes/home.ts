import {
  certificate,
  company,
  dayAway,
  demo,
  longCompany,
  pair,
  pinWith,
  rarePerson,
  signedIn,
  snapshotWith,
  soft,
  ukey,
} from '../../world.ts'
import type { Scene } from './scene.ts'

export const homeScenes: readonly Scene[] = [
  {
    name: 'home-looking',
    hash: '#/home',
    state: snapshotWith({ settled: false }),
    act: async (page) => page.getByText(/正在查找|Looking for/).waitFor(),
  },
  { name: 'home-empty', hash: '#/home', state: snapshotWith() },
  { name: 'nowhere', hash: '#/a-page-of-another-version', state: snapshotWith() },
  {
    name: 'home-empty-help',
    hash: '#/home',
    state: snapshotWith({ issuer: demo }),
    act: async (page) => page.locator('summary').click(),
  },
  {
    name: 'home-ukey',
    hash: '#/home',
    state: snapshotWith({
      account: signedIn,
      tokens: [
        ukey({ pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 213, holder: longCompany })] }),
      ],
    }),
  },
  {
    name: 'home-expiring',
    hash: '#/home',
    state: snapshotWith({
      tokens: [
        ukey({
          pin: pinWith({ triesLeft: 1, lastTry: true }),
          pairs: [pair('expiring', { id: 'c1', tokenId: 'ukey-1', days: 1, holder: longCompany })],
        }),
        soft(),
      ],
    }),
  },
  {
    name: 'home-many',
    hash: '#/home',
    state: snapshotWith({
      issuer: demo,
      connection: { state: 'offline', reason: 'network-none', checkedAt: dayAway(0), clockSkewSeconds: null },
      tokens: [
        ukey({
          pin: pinWith({ locked: true, triesLeft: 0 }),
          pairs: [
            pair('expired', {
              id: 'c1',
              tokenId: 'ukey-1',
              days: -3,
              holder: rarePerson,
              demonstration: true,
            }),
          ],
        }),
        ukey({
          id: 'ukey-2',
          vendor: '文鼎创',
          model: 'WDC 第四版',
          serial: '0087A1B2',
          busy: '证书签发',
          pairs: [
            pair(
              'valid',
              { id: 'c3', tokenId: 'ukey-2', days: 96, years: 3, keyType: 'RSA 2048' },
              {
                encryption: null,
                signing: certificate({
                  id: 'c3',
                  tokenId: 'ukey-2',
                  days: 96,
                  years: 3,
                  use: 'both',
                  keyType: 'RSA 2048',
                }),
              },
            ),
          ],
        }),
        ukey({ id: 'ukey-3', vendor: '华大', model: 'HD-2', serial: '55C0', pairs: [], unreadable: 1 }),
      ],
    }),
  },
  {
    name: 'home-replaced',
    hash: '#/home',
    state: snapshotWith({
      tokens: [
        ukey({
          pairs: [
            pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 364 }),
            pair('expired', { id: 'c0', tokenId: 'ukey-1', days: -20 }),
          ],
        }),
        soft({ pairs: [pair('revoked', { id: 'c2', tokenId: 'soft-1', days: 200, holder: company })] }),
      ],
    }),
    act: async (page) => {
      for (const one of await page.locator('summary').all()) await one.click()
    },
  },
  {
    name: 'home-suspended',
    hash: '#/home',
    state: snapshotWith({
      account: signedIn,
      tokens: [ukey({ pairs: [pair('suspended', { id: 'c1', tokenId: 'ukey-1', days: 200 })] })],
    }),
  },
  {
    name: 'home-locked',
    hash: '#/home',
    state: snapshotWith({ tokens: [ukey({ pin: pinWith({ locked: true, triesLeft: 0 }) })] }),
  },
  {
    name: 'home-clock',
    hash: '#/home',
    state: snapshotWith({
      connection: { state: 'online', reason: null, checkedAt: dayAway(0), clockSkewSeconds: -5_460 },
      tokens: [ukey({ pairs: [pair('clock-wrong', { id: 'c1', tokenId: 'ukey-1', days: 213 })] })],
    }),
  },
  {
    name: 'home-trouble',
    hash: '#/home',
    state: snapshotWith({
      troubles: [
        {
          id: 't1',
          report: { code: 'driver-missing', params: { vendor: '华申' } },
          vendor: '华申',
          driverId: 'huashen',
          usbId: '096E:0309',
          systemWords: null,
          downloadPage: 'https://example.cn/driver',
        },
        {
          id: 't2',
          report: { code: 'ukey-unknown', params: {} },
          vendor: null,
          driverId: null,
          usbId: '1EA8:C001',
          systemWords: null,
          downloadPage: null,
        },
      ],
      notices: [
        {
          id: 'settings-file n1',
          source: 'settings-file',
          level: 'attention',
          action: { kind: 'go', verb: 'check-settings', place: { page: 'settings', section: 'general' } },
          dismissable: true,
          announced: false,
          report: { code: 'settings-damaged', params: { file: 'settings.json.bad' } },
        },
      ],
    }),
  },
]
