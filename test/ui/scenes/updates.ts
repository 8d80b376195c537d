import type { Notice, UpdatesState } from '../../../src/shared/models/index.ts'
import { noNewVersion, snapshotWith, soft } from '../../world.ts'
import type { Scene } from './scene.ts'

const offer: UpdatesState['offer'] = {
  version: '0.2.0',
  notes: {
    zh: '续期时可以沿用原来的密钥。\n修复：小 Ukey 的名称不再显示成外文字母。\n签名与加密一次可以处理更多文件。',
    en: 'A renewal can keep its keys.\nFixed: names of small Ukeys are shown in Chinese.\nMore files can be signed at once.',
  },
  bytes: 98_500_000,
}

const about = (name: string, updates: Partial<UpdatesState>): Scene => ({
  name: `updates-${name}`,
  hash: '#/settings/about',
  state: snapshotWith({ tokens: [soft()], updates: { ...noNewVersion, ...updates } }),
  act: async (page) => {
    await page.getByRole('heading', { name: /^(软件更新|Updates)$/ }).scrollIntoViewIfNeeded()
    await page.evaluate(() => document.querySelector('main')?.scrollBy(0, 260))
  },
})

const notice = (key: string, report: Notice['report'], level: Notice['level']): Notice => ({
  ...{ id: `updates ${key}`, source: 'updates', level, report, dismissable: true, announced: true },
  action: { kind: 'go', verb: 'see-update', place: { page: 'settings', section: 'about' } },
})

export const updatesScenes: readonly Scene[] = [
  about('downloading', { stage: { is: 'downloading', received: 41_200_000, bytes: 98_500_000 }, offer }),
  about('off', { stage: { is: 'off' }, lookedAt: null }),
  about('none', {}),
  about('offered', { stage: { is: 'offered' }, offer }),
  about('ready', { stage: { is: 'ready' }, offer }),
  about('placed', { stage: { is: 'placed' }, offer }),
  about('told', { stage: { is: 'offered' }, offer: { ...offer, bytes: null }, bringer: 'administrator' }),
  about('problem', { problem: { code: 'update-signature-wrong', params: {} } }),
  {
    name: 'updates-settings',
    hash: '#/settings/general',
    state: snapshotWith({ updates: { ...noNewVersion, problem: { code: 'update-expired', params: {} } } }),
  },
  {
    name: 'updates-notices',
    hash: '#/home',
    state: snapshotWith({
      tokens: [soft()],
      updates: { ...noNewVersion, stage: { is: 'ready' }, offer, needed: { renew: '0.2.0' } },
      notices: [
        {
          ...notice(
            'taken-back 0.1.9',
            { code: 'update-taken-back', params: { version: '0.1.9' } },
            'attention',
          ),
          action: { kind: 'none' },
        },
        notice(
          'needed 0.2.0',
          { code: 'update-needed', params: { businesses: '续期', wanted: '0.2.0', version: '0.1.0' } },
          'attention',
        ),
        notice('ready 0.2.0', { code: 'update-ready', params: { version: '0.2.0' } }, 'info'),
      ],
    }),
  },
]
