import {
  certificate,
  demo,
  longCompany,
  pair,
  rarePerson,
  signedIn,
  snapshotWith,
  soft,
  ukey,
} from '../../world.ts'
import type { Scene } from './scene.ts'

const tokens = [
  ukey({ pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 213, holder: longCompany })] }),
  soft({ pairs: [pair('not-yet-valid', { id: 'c2', tokenId: 'soft-1', days: 370, holder: rarePerson })] }),
]

const troubled = [
  ukey({
    pairs: [
      pair('incomplete', { id: 'c1', tokenId: 'ukey-1', days: 300 }, { encryption: null }),
      pair('revoked', { id: 'c4', tokenId: 'ukey-1', days: 120 }),
    ],
  }),
  ukey({
    id: 'ukey-2',
    serial: '0087A1B2',
    vendor: '',
    model: '',
    pairs: [
      pair('mismatched', { id: 'c5', tokenId: 'ukey-2', days: 50 }, { usable: false }),
      pair('clock-wrong', { id: 'c6', tokenId: 'ukey-2', days: 80 }),
      pair(
        'valid',
        { id: 'c7', tokenId: 'ukey-2', days: 800, years: 5 },
        {
          usable: false,
          encryption: null,
          signing: certificate({
            id: 'c7',
            tokenId: 'ukey-2',
            days: 800,
            years: 5,
            use: 'both',
            keyType: 'RSA 2048',
            holder: 'Beispiel GmbH & Co. KG',
          }),
        },
      ),
    ],
  }),
]

const named = [
  ukey({
    nickname: '财务室的',
    pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 213, holder: longCompany })],
  }),
  tokens[1] ?? soft(),
]

/** A Ukey after a renewal: beside the new pair is the old one, whose key opens older files. */
export const renewed = ukey({
  capabilities: [...ukey().capabilities, 'delete-objects'],
  pairs: [
    pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 360, holder: longCompany }),
    pair('kept', { id: 'c8', tokenId: 'ukey-1', days: 20, holder: longCompany }, { usable: false }),
  ],
})

const keyOf = (driverId: string, vendor: string, days: number) =>
  ukey({
    ...{ id: driverId, driverId, vendor, model: '', serial: `5A${days}` },
    pairs: [pair('valid', { id: driverId, tokenId: driverId, days, holder: `${vendor}的持有人` })],
  })

const makers = [
  keyOf('longmai', '龙脉', 30),
  keyOf('feitian', '飞天诚信', 90),
  keyOf('haitai', '海泰方圆', 150),
  keyOf('watchdata', '握奇', 210),
  keyOf('excelsecu', '文鼎创', 270),
  keyOf('virtual-ukey', '虚拟 Ukey', 700),
]

export const certificateScenes: readonly Scene[] = [
  { name: 'certificates', hash: '#/certificates', state: snapshotWith({ account: signedIn, tokens }) },
  { name: 'certificates-troubled', hash: '#/certificates', state: snapshotWith({ tokens: troubled }) },
  {
    name: 'certificates-kept',
    hash: '#/certificates',
    state: snapshotWith({
      tokens: [
        ukey({
          pairs: [
            pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 360, holder: longCompany }),
            pair(
              'kept',
              { id: 'c8', tokenId: 'ukey-1', days: 20, holder: longCompany },
              { signing: null, usable: false },
            ),
          ],
        }),
      ],
    }),
  },
  {
    name: 'certificates-menu',
    hash: '#/certificates',
    state: snapshotWith({ account: signedIn, tokens }),
    act: async (page) => {
      await page.getByRole('button', { name: /^更多操作$|^More actions$/ }).click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'certificates-named',
    hash: '#/certificates',
    state: snapshotWith({ account: signedIn, tokens: named }),
    act: async (page) => {
      await page.getByRole('button', { name: /^更多操作$|^More actions$/ }).click()
      await page.getByRole('menuitem', { name: /^起个名字$|^Give it a name$/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'certificates-makers',
    hash: '#/home',
    state: snapshotWith({ account: signedIn, tokens: makers }),
  },
  {
    name: 'certificates-empty-key',
    hash: '#/certificates',
    state: snapshotWith({ tokens: [ukey({ pairs: [], nickname: '备用的' })] }),
    act: (page) => page.getByText(/^没有需要提醒的证书。$|^There is no certificate/).scrollIntoViewIfNeeded(),
  },
  {
    name: 'certificates-year',
    hash: '#/certificates',
    state: snapshotWith({ tokens: makers }),
    act: async (page) => {
      await page.getByText(/^用文字查看$|^Show in words$/).click()
      await page.locator('figure time').first().waitFor()
      await page.getByRole('figure').last().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'certificates-remove-old',
    hash: '#/certificates',
    state: snapshotWith({ tokens: [renewed] }),
    act: async (page) => {
      await page.locator('article summary').first().click()
      await page.getByRole('button', { name: /^移除$|^Remove$/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'certificate-signing',
    hash: '#/certificate/c1-s',
    state: snapshotWith({ account: signedIn, tokens }),
    act: async (page) => page.getByText('91330100799655058B').waitFor(),
  },
  {
    name: 'certificate-encryption-checked',
    hash: '#/certificate/c2-e',
    state: snapshotWith({
      issuer: demo,
      tokens: [
        soft({ pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 340, demonstration: true })] }),
      ],
    }),
    act: async (page) => {
      await page.getByRole('button', { name: /^检查吊销状态$|^Check revocation$/ }).click()
      await page.getByText(/OCSP/).waitFor()
      await page.locator('summary').last().click()
      await page.locator('summary').last().scrollIntoViewIfNeeded()
    },
  },
  { name: 'certificate-gone', hash: '#/certificate/c9', state: snapshotWith({ tokens }) },
]
