import { AssistantError } from '../../../src/shared/errors/index.ts'
import type { PromptView } from '../../../src/shared/models/index.ts'
import type { Scene } from './scene.ts'
import { longCompany, pair, pinWith, snapshotWith, today, ukey } from './world.ts'

const token = ukey({
  pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 213, holder: longCompany })],
})

const ask = (rest: Partial<PromptView> = {}): PromptView => ({
  id: 'p1',
  kind: 'pin',
  asker: 'wssq.sbj.cnipa.gov.cn',
  purpose: 'login',
  tokenId: 'ukey-1',
  certificateId: 'c1-s',
  expiresAt: new Date(today.getTime() + 48_000).toISOString(),
  ...rest,
})

const size = { width: 420, height: 560 }
const web = { ...snapshotWith().about, shell: 'web' as const }

export const promptScenes: readonly Scene[] = [
  { name: 'prompt-login', hash: '#/prompt', size, state: snapshotWith({ tokens: [token], prompt: ask() }) },
  {
    name: 'prompt-sign-wrong',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      tokens: [{ ...token, pin: pinWith({ triesLeft: 4 }) }],
      prompt: ask({ purpose: 'sign', expiresAt: null }),
    }),
    services: {
      prompt: {
        answer: () => {
          throw new AssistantError('pin-wrong', { triesLeft: 4 })
        },
      },
    },
    act: async (page) => {
      await page.getByLabel(/^PIN 码$|^PIN$/).fill('123456')
      await page.getByRole('button', { name: /^签名$|^Sign$/ }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'prompt-last-try',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      tokens: [{ ...token, pin: pinWith({ triesLeft: 1, lastTry: true }) }],
      prompt: ask({ asker: null, purpose: 'decrypt', expiresAt: null }),
    }),
  },
  {
    name: 'prompt-locked',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      tokens: [{ ...token, pin: pinWith({ triesLeft: 0, locked: true }) }],
      prompt: ask({ purpose: 'sign', expiresAt: null }),
    }),
  },
  {
    name: 'prompt-consent',
    hash: '#/prompt',
    size,
    state: snapshotWith({ prompt: ask({ kind: 'consent', tokenId: null, certificateId: null }) }),
  },
  {
    name: 'web-prompt',
    hash: '#/home',
    state: snapshotWith({ about: web, tokens: [token], prompt: ask({ purpose: 'sign' }) }),
    act: async (page) => page.getByRole('dialog').waitFor(),
  },
  {
    name: 'web-menu',
    hash: '#/home',
    state: snapshotWith({ about: web, tokens: [token] }),
    act: async (page) => {
      await page.getByRole('button', { name: /^菜单$|^Menu$/ }).click()
      await page.getByRole('menu').waitFor()
    },
  },
]
