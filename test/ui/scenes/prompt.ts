import { AssistantError } from '../../../src/shared/errors/index.ts'
import type { PromptAsker, PromptOf, PromptView } from '../../../src/shared/models/index.ts'
import { longCompany, pair, pinWith, snapshotWith, today, ukey } from '../../world.ts'
import type { Scene } from './scene.ts'

const token = ukey({
  pairs: [pair('valid', { id: 'c1', tokenId: 'ukey-1', days: 213, holder: longCompany })],
})

const page = (origin: string, reads: string | null = null): PromptAsker => ({
  ...{ kind: 'page', origin, reads },
  resembles: null,
})
const site = page('https://wssq.sbj.cnipa.gov.cn')
const assistant: PromptAsker = { kind: 'assistant' }

const common = {
  id: 'p1',
  asker: site,
  purpose: 'login',
  tokenId: 'ukey-1',
  certificateId: 'c1-s',
  content: null,
  loose: false,
  expiresAt: new Date(today.getTime() + 48_000).toISOString(),
} as const

const ask = (rest: Partial<PromptOf<'pin'>> = {}): PromptView => ({
  ...{ kind: 'pin', ...common, problem: null },
  ...rest,
})
const consent = (rest: Partial<PromptOf<'consent'>> = {}): PromptView => ({
  kind: 'consent',
  remember: 'offered',
  ...common,
  ...rest,
})
const connecting = { purpose: 'connect', tokenId: null, certificateId: null } as const

const second = ukey({
  id: 'ukey-2',
  label: '财务专用',
  serial: 'B20240611',
  pairs: [
    pair('valid', { id: 'c2', tokenId: 'ukey-2', days: 31, holder: '海拉尔区示例贸易有限公司' }),
    pair('expired', { id: 'c3', tokenId: 'ukey-2', days: -12, holder: '王芳' }),
  ],
})
const choice = (rest: Partial<PromptOf<'choice'>> = {}): PromptView => ({
  ...{ kind: 'choice', id: 'p1', asker: site, purpose: 'sign', expiresAt: null },
  choices: [
    { certificateId: 'c1-s', tokenId: 'ukey-1', obstacle: null },
    { certificateId: 'c2-s', tokenId: 'ukey-2', obstacle: null },
    { certificateId: 'c3-s', tokenId: 'ukey-2', obstacle: 'expired' },
  ],
  ...rest,
})

/** A host name of the greatest length that begins with the name it pretends to be. */
const longOrigin = `https://wssq.sbj.cnipa.gov.cn.${'a-very-long-name-that-goes-on-and-on.'.repeat(5)}example.net:8443`

const size = { width: 420, height: 560 }
const web = { ...snapshotWith().about, shell: 'web' as const }

const always = { id: 'p1', asker: site, expiresAt: null } as const

export const promptScenes: readonly Scene[] = [
  {
    name: 'prompt-pick-file',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      tokens: [token],
      prompt: {
        ...{ kind: 'file', ...always, purpose: 'sign', tokenId: 'ukey-1' },
        suggested: '商标注册申请书（终稿）.pdf',
      },
    }),
  },
  {
    name: 'prompt-save-file',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      prompt: {
        ...{ kind: 'save', ...always, purpose: 'encrypt', how: 'dialog' },
        ...{ name: '商标注册申请书（终稿）.pdf.p7m', length: 1_482_310 },
      },
    }),
  },
  {
    name: 'prompt-quit',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      prompt: consent({
        ...{ asker: assistant, purpose: 'quit', tokenId: null, certificateId: null },
        ...{ remember: 'not-offered', expiresAt: null },
      }),
    }),
  },
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
    name: 'prompt-sign-text',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      tokens: [token],
      prompt: ask({
        purpose: 'sign',
        content: {
          kind: 'text',
          text: `本人确认提交商标注册申请 2026-11-0042。\n${'附件：委托书。\n'.repeat(20)}`,
        },
      }),
    }),
  },
  {
    name: 'prompt-sign-file-loose',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      tokens: [{ ...token, pin: pinWith({ triesLeft: 4 }) }],
      prompt: ask({
        purpose: 'sign',
        content: {
          kind: 'file',
          name: `${longCompany}投标文件.pdf`,
          length: 3_481_202,
          sm3: '66C7F0F4'.repeat(8),
        },
        loose: true,
        problem: { code: 'pin-wrong', params: { triesLeft: 4 } },
      }),
    }),
  },
  {
    name: 'prompt-look-alike',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      prompt: consent({
        ...connecting,
        asker: {
          ...{ kind: 'page', origin: 'https://wssq.sbj.cn1pa.gov.cn', reads: null },
          resembles: 'https://wssq.sbj.cnipa.gov.cn',
        },
      }),
    }),
  },
  {
    name: 'prompt-last-try',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      tokens: [{ ...token, pin: pinWith({ triesLeft: 1, lastTry: true }) }],
      prompt: ask({ asker: assistant, purpose: 'decrypt', expiresAt: null }),
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
    name: 'prompt-keypad',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      tokens: [{ ...token, pin: pinWith({ entryOnDevice: true }) }],
      prompt: ask({ asker: assistant, purpose: 'issue', expiresAt: null }),
    }),
  },
  {
    name: 'prompt-consent',
    hash: '#/prompt',
    size,
    state: snapshotWith({ tokens: [token], prompt: consent(connecting) }),
  },
  {
    name: 'prompt-consent-sign',
    hash: '#/prompt',
    size,
    state: snapshotWith({ tokens: [token], prompt: consent({ purpose: 'sign', remember: 'not-offered' }) }),
  },
  {
    name: 'prompt-international',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      prompt: consent({ ...connecting, asker: page('https://xn--80ak6aa92e.com', 'аррӏе.com') }),
    }),
  },
  {
    name: 'prompt-long-origin',
    hash: '#/prompt',
    size,
    state: snapshotWith({ prompt: consent({ ...connecting, asker: page(longOrigin) }) }),
  },
  {
    name: 'prompt-unencrypted',
    hash: '#/prompt',
    size,
    state: snapshotWith({ tokens: [token], prompt: ask({ asker: page('http://tax.example.cn:8080') }) }),
  },
  {
    name: 'prompt-choice',
    hash: '#/prompt',
    size,
    state: snapshotWith({ tokens: [token, second], prompt: choice() }),
  },
  {
    name: 'prompt-choice-many',
    hash: '#/prompt',
    size,
    state: snapshotWith({
      tokens: [{ ...token, pin: pinWith({ triesLeft: 0, locked: true }) }, second],
      prompt: choice({
        expiresAt: new Date(today.getTime() + 30_000).toISOString(),
        choices: [
          { certificateId: 'c1-s', tokenId: 'ukey-1', obstacle: 'pin-locked' },
          { certificateId: 'c1-e', tokenId: 'ukey-1', obstacle: 'not-accepted' },
          { certificateId: 'c2-s', tokenId: 'ukey-2', obstacle: null },
          { certificateId: 'c3-s', tokenId: 'ukey-2', obstacle: 'revoked' },
        ],
      }),
    }),
    act: async (window) =>
      window.getByRole('button', { name: /^使用这张证书$|^Use this/ }).scrollIntoViewIfNeeded(),
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
