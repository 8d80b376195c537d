import type { Page } from 'playwright-core'
import { AssistantError, type ErrorCode } from '../../../src/shared/errors/index.ts'
import type { ReminderView } from '../../../src/shared/models/index.ts'
import {
  demo,
  longCompany,
  pair,
  pinWith,
  rarePerson,
  signedIn,
  snapshotWith,
  soft,
  today,
  ukey,
} from '../../world.ts'
import { unlockView, unlockWays } from './played.ts'
import type { Scene } from './scene.ts'

const reminder = (daysLeft: number, more: Partial<ReminderView> = {}): ReminderView => ({
  id: `ukey-1#${daysLeft}`,
  tokenId: 'ukey-1',
  tokenName: '公司公章 Ukey',
  tokenKind: 'ukey',
  holder: longCompany,
  issuerId: 'demo',
  notAfter: new Date(today.getTime() + (daysLeft + 0.5) * 86_400_000).toISOString(),
  daysLeft,
  present: true,
  certificateId: 'c1',
  weekOffered: daysLeft > 8,
  ...more,
})

const press = (name: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).click()
}
const fill = async (page: Page, label: RegExp, text: string, nth = 0): Promise<void> =>
  page.getByLabel(label).nth(nth).fill(text)

const onlineKey = ukey({
  capabilities: [...ukey().capabilities, 'unlock-with-secret'],
  pin: pinWith({ locked: true, triesLeft: 0 }),
})
const lockedSoft = soft({
  pin: pinWith({ locked: true, triesLeft: 0 }),
  pairs: [pair('valid', { id: 'c2', tokenId: 'soft-1', days: 340, holder: rarePerson, demonstration: true })],
})
const unlockableSoft = soft({ ...lockedSoft, capabilities: onlineKey.capabilities })
const refuse =
  <Code extends ErrorCode>(...refusal: ConstructorParameters<typeof AssistantError<Code>>) =>
  async () => {
    throw new AssistantError(...refusal)
  }

const locked = snapshotWith({ issuer: demo, account: signedIn, tokens: [onlineKey] })
const pinState = snapshotWith({ issuer: demo, tokens: [ukey({ pin: pinWith({ triesLeft: 8 }) })] })

const pinScenes: readonly Scene[] = [
  { name: 'pin', hash: '#/pin/ukey-1', state: pinState },
  {
    name: 'pin-weak',
    hash: '#/pin/ukey-1',
    state: pinState,
    act: async (page) => {
      await fill(page, /^(原 PIN 码|Present PIN)$/, '12345678')
      await fill(page, /^(新 PIN 码|New PIN)$/, '１９８８0412')
    },
  },
  {
    name: 'pin-date',
    hash: '#/pin/ukey-1',
    state: pinState,
    act: async (page) => {
      await fill(page, /^(新 PIN 码|New PIN)$/, '19880412')
      await page.getByRole('checkbox').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'pin-wrong',
    hash: '#/pin/ukey-1',
    state: pinState,
    services: {
      pin: { change: refuse('pin-wrong', { triesLeft: 7 }) },
    },
    act: async (page) => {
      await fill(page, /^(原 PIN 码|Present PIN)$/, '135246')
      await fill(page, /^(新 PIN 码|New PIN)$/, 'Winter-26')
      await fill(page, /^(确认 PIN 码|Repeat|Confirm)/, 'Winter-26')
      await press(/^(修改|Change)$/)(page)
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'pin-changed',
    hash: '#/pin/ukey-1',
    state: pinState,
    act: async (page) => {
      await fill(page, /^(原 PIN 码|Present PIN)$/, '135246')
      await fill(page, /^(新 PIN 码|New PIN)$/, 'Winter-26')
      await fill(page, /^(确认 PIN 码|Repeat|Confirm)/, 'Winter-26')
      await press(/^(修改|Change)$/)(page)
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'pin-last-try',
    hash: '#/pin/ukey-1',
    state: snapshotWith({ tokens: [ukey({ pin: pinWith({ triesLeft: 1, lastTry: true }) })] }),
  },
  { name: 'pin-locked', hash: '#/pin/ukey-1', state: locked },
  {
    name: 'pin-locked-soft',
    hash: '#/pin/soft-1',
    state: snapshotWith({ issuer: demo, account: signedIn, tokens: [lockedSoft] }),
  },
  { name: 'pin-absent', hash: '#/pin/ukey-9', state: locked },
]

const toCode = async (page: Page) => {
  await press(/^(下一步|Next)$/)(page)
  await press(/^(获取验证码|Get code)$/)(page)
  await page.getByLabel(/^(验证码|Code)$/).waitFor()
}
const unlockNow = async (page: Page) => {
  await toCode(page)
  await fill(page, /^(验证码|Code)$/, '482109')
  await fill(page, /^(新 PIN 码|New PIN)$/, 'Winter-26')
  await fill(page, /^(确认 PIN 码|Repeat|Confirm)/, 'Winter-26')
  await press(/^(解锁|Unlock)$/)(page)
}

const unlockScenes: readonly Scene[] = [
  { name: 'unlock', hash: '#/unlock/ukey-1', state: locked },
  {
    name: 'unlock-soft-online',
    hash: '#/unlock/soft-1',
    state: snapshotWith({ issuer: demo, account: signedIn, tokens: [unlockableSoft] }),
  },
  {
    name: 'unlock-by-phone',
    hash: '#/unlock/ukey-1',
    state: { ...locked, accounts: [] },
  },
  {
    name: 'unlock-channel',
    hash: '#/unlock/ukey-1',
    state: locked,
    act: press(/^(下一步|Next)$/),
  },
  { name: 'unlock-code', hash: '#/unlock/ukey-1', state: locked, act: toCode },
  {
    name: 'unlock-code-wrong',
    hash: '#/unlock/ukey-1',
    state: locked,
    services: {
      unlock: { finish: refuse('unlock-code-wrong', { triesLeft: 4 }) },
    },
    act: async (page) => {
      await unlockNow(page)
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'unlock-done',
    hash: '#/unlock/ukey-1',
    state: locked,
    act: async (page, state) => {
      await unlockNow(page)
      state.change({ tokens: [ukey()] })
      await page.getByText(/^(已经解锁|Unlocked)$/).waitFor()
    },
  },
  {
    name: 'unlock-elsewhere',
    hash: '#/unlock/ukey-1',
    state: locked,
    services: {
      unlock: {
        finish: async () => unlockView('authorised-elsewhere'),
      },
    },
    act: async (page) => {
      await unlockNow(page)
      await page.getByText('4821-0937-5516').waitFor()
    },
  },
  {
    name: 'unlock-on-site',
    hash: '#/unlock/ukey-1',
    state: locked,
    services: {
      unlock: {
        ways: async () => ({ ...unlockWays, online: false, reason: 'authority-not-connected' }),
      },
    },
  },
  {
    name: 'unlock-soft',
    hash: '#/unlock/soft-1',
    state: snapshotWith({ tokens: [soft({ pin: pinWith({ locked: true, triesLeft: 0 }) })] }),
    services: {
      unlock: {
        ways: async () => ({ ...unlockWays, online: false, reason: 'unlock-not-remote' }),
      },
    },
  },
]

const replaceable = snapshotWith({ issuer: demo, account: signedIn, tokens: [ukey({ pairs: [] })] })
const replacementScenes: readonly Scene[] = [
  { name: 'replacement', hash: '#/replacement', state: replaceable },
  { name: 'replacement-login', hash: '#/replacement', state: snapshotWith({ issuer: demo }) },
  {
    name: 'replacement-none',
    hash: '#/replacement',
    state: replaceable,
    services: {
      replacement: { offer: async () => ({ certificates: [], feeFen: 5000 }) },
    },
  },
  {
    name: 'replacement-target',
    hash: '#/replacement',
    state: replaceable,
    act: press(/^(下一步|Next)$/),
  },
]

const withSoft = snapshotWith({ issuer: demo, tokens: [soft()] })
const choose = (name: RegExp) => async (page: Page) => page.getByRole('radio', { name }).check()
const backUp = async (page: Page) => {
  await fill(page, /PIN/, '135246')
  await fill(page, /^(备份口令|Backup password)$/, '一个好口令 2026')
  await fill(page, /^(再次输入备份口令|Backup password again)$/, '一个好口令 2026')
  await press(/^(备份|Back up)$/)(page)
}
const backupScenes: readonly Scene[] = [
  { name: 'backup', hash: '#/backup', state: withSoft },
  { name: 'backup-none', hash: '#/backup', state: snapshotWith(), act: choose(/^(备份软证书|Back up a)/) },
  {
    name: 'backup-move',
    hash: '#/backup',
    state: withSoft,
    act: async (page) => {
      await choose(/^(移到另一台电脑|Move to)/)(page)
      await backUp(page)
      await page.getByText(/^(文件已经放好了吗|Is the file safe)/).waitFor()
    },
  },
  { name: 'backup-restore', hash: '#/backup', state: withSoft, act: choose(/^(从备份恢复|Restore from)/) },
  { name: 'backup-pfx', hash: '#/backup', state: withSoft, act: choose(/^(导入 .pfx|Import a)/) },
]

const historyScenes: readonly Scene[] = [
  { name: 'history', hash: '#/history', state: snapshotWith({ tokens: [ukey()] }) },
  {
    name: 'history-empty',
    hash: '#/history',
    state: snapshotWith(),
    services: { history: { list: () => [] } },
  },
]

const expiring = [ukey({ pairs: [pair('expiring', { id: 'c1', tokenId: 'ukey-1', days: 12 })] })]
const reminderScenes: readonly Scene[] = [
  {
    name: 'home-reminder',
    hash: '#/home',
    state: snapshotWith({ tokens: expiring, reminders: [reminder(12)] }),
    act: async (page) => {
      await press(/^(稍后提醒|Remind me later)$/)(page)
      await page.getByText(/^(一周后|In a week)$/).waitFor()
    },
  },
  {
    name: 'home-reminders-away',
    hash: '#/home',
    state: snapshotWith({
      reminders: [
        reminder(-3, { present: false, certificateId: null }),
        reminder(0, { id: 'soft', tokenName: '软证书', holder: rarePerson }),
      ],
    }),
  },
  {
    name: 'settings-quiet-hours',
    hash: '#/settings/general',
    state: snapshotWith({
      settings: { ...snapshotWith().settings, quietHours: { from: '22:00', to: '08:00' } },
    }),
    act: async (page) =>
      page
        .getByText(/^(免打扰时段|Quiet hours)$/)
        .first()
        .scrollIntoViewIfNeeded(),
  },
  {
    name: 'home-default-pin',
    hash: '#/home',
    state: snapshotWith({
      tokens: [ukey({ pin: pinWith({ isDefault: true }) })],
      notices: [
        {
          id: 'default-pin ukey-1',
          source: 'default-pin',
          level: 'attention',
          action: { kind: 'go', verb: 'change-pin', place: { page: 'pin', tokenId: 'ukey-1' } },
          dismissable: true,
          announced: true,
          report: { code: 'pin-is-default', params: { name: '公司公章 Ukey', tokenId: 'ukey-1' } },
        },
      ],
    }),
  },
]

export const businessScenes: readonly Scene[] = [
  ...pinScenes,
  ...unlockScenes,
  ...replacementScenes,
  ...backupScenes,
  ...historyScenes,
  ...reminderScenes,
]
