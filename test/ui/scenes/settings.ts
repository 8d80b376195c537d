import { demo, longCompany, pair, signedIn, snapshotWith, soft, trademark, ukey } from '../../world.ts'
import type { Scene } from './scene.ts'

const tokens = [
  ukey({ pairs: [pair('expiring', { id: 'c1', tokenId: 'ukey-1', days: 1, holder: longCompany })] }),
  soft(),
]

export const settingsScenes: readonly Scene[] = [
  { name: 'settings-user-signed-out', hash: '#/settings/user', state: snapshotWith() },
  { name: 'settings-user', hash: '#/settings/user', state: snapshotWith({ account: signedIn, tokens }) },
  { name: 'settings-general', hash: '#/settings/general', state: snapshotWith({ issuer: demo }) },
  {
    name: 'settings-general-proxy',
    hash: '#/settings/general',
    state: snapshotWith({
      issuer: trademark,
      settings: {
        ...snapshotWith().settings,
        issuerId: trademark.id,
        proxy: { mode: 'manual', address: 'http://proxy.example.cn:8080' },
      },
    }),
    act: async (page) => {
      const address = page.locator('input[inputmode=url]')
      await address.fill('proxy.example.cn')
      await address.press('Enter')
      await address.scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'settings-general-fixed',
    hash: '#/settings/general',
    state: snapshotWith({
      issuer: demo,
      settings: {
        ...snapshotWith().settings,
        autostart: true,
        proxy: { mode: 'manual', address: 'http://proxy.example.cn:8080' },
      },
      policies: { ...snapshotWith().policies, settings: ['issuerId', 'proxy', 'autostart', 'autoUpdate'] },
    }),
  },
  { name: 'settings-certificates', hash: '#/settings/certificates', state: snapshotWith({ tokens }) },
  {
    name: 'settings-about',
    hash: '#/settings/about',
    state: snapshotWith({ tokens }),
    act: async (page) => {
      await page.getByRole('button', { name: /查看许可列表|Show the licences/ }).click()
      await page.getByText('antd 6.6.8').waitFor()
    },
  },
]
