import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import type {
  UpgradeForm,
  UpgradeMoment,
  UpgradeStanding,
  UpgradeView,
} from '../../../src/shared/models/index.ts'
import { dayAway, demo, longCompany, pair, signedIn, snapshotWith, soft, today, ukey } from '../../world.ts'
import type { Scene } from './scene.ts'
import { seal } from './seal.ts'
import { paused, running, waits } from './transactions.ts'
import { offer, upgradePlayed } from './upgrade-played.ts'

const picture = {
  mediaType: 'image/png' as const,
  base64: readFileSync(join(import.meta.dirname, 'seal-company.png')).toString('base64'),
}

const ordinary = { id: 'c1', tokenId: 'ukey-1', days: 213, holder: longCompany, demonstration: true } as const
const key = ukey({ pairs: [pair('valid', ordinary)] })
const { serial } = key.pairs[0]?.signing ?? { serial: '' }
const hash = '#/upgrade/c1-s'
const state = snapshotWith({
  issuer: demo,
  account: signedIn,
  tokens: [key],
  upgradable: [{ issuerId: 'demo', serial }],
})

const pin = async (page: Page) => {
  await page.getByLabel(/^(介质口令（PIN 码）|PIN of the Ukey)$/).fill('135246')
  await page.getByRole('button', { name: /^(登录|Log in)$/ }).click()
}
const press = (name: RegExp) => async (page: Page) => page.getByRole('button', { name }).first().click()

const typed: UpgradeForm = { customerType: 'enterprise', number: 'MA01DEM07', termYears: 2 }
const draftAt = (moment: UpgradeMoment, form: Partial<UpgradeForm> = {}) => ({
  drafts: {
    ...upgradePlayed.drafts,
    view: () => ({
      form: { ...typed, ...form },
      moment,
      savedAt: new Date(today.getTime() - 720_000).toISOString(),
    }),
  },
})
const at = (moment: UpgradeMoment, more: Partial<Scene> = {}): Scene => ({
  name: `upgrade-${moment}`,
  hash,
  state,
  services: { upgrade: draftAt(moment) },
  act: pin,
  ...more,
})

const asking: readonly Scene[] = [
  { name: 'upgrade-pin', hash, state },
  at('certificate', {
    state: { ...state, seals: [seal()] },
  }),
  at('type'),
  at('number'),
  at('number', {
    name: 'upgrade-number-wrong',
    services: { upgrade: draftAt('number', { number: 'ＭＡ０１ＤＥＭ０８' }) },
    act: async (page) => {
      await pin(page)
      await press(/^(下一步|Next)$/)(page)
      await page.getByText(/^(校验位不对|The check digit is wrong)/).waitFor()
    },
  }),
  at('number', {
    name: 'upgrade-number-refused',
    services: {
      upgrade: {
        ...draftAt('number'),
        details: async () => {
          throw new AssistantError('upgrade-number-wrong')
        },
      },
    },
    act: async (page) => {
      await pin(page)
      await press(/^(下一步|Next)$/)(page)
      await page.getByRole('alert').waitFor()
    },
  }),
  at('details'),
  at('term'),
  at('confirm'),
  at('confirm', {
    name: 'upgrade-asked',
    act: async (page) => {
      await pin(page)
      // In English the field of the login has the same name, and it stays until the login is done.
      await page.getByRole('heading', { name: /^(请确认后提交|Confirm and submit)$/ }).waitFor()
      await page.getByLabel(/^(Ukey 的 PIN 码|PIN of the Ukey)$/).fill('135246')
      await press(/^(提交升级|Submit the upgrade)$/)(page)
      await page.getByRole('dialog').waitFor()
    },
  }),
  {
    name: 'upgrade-confirm-soft',
    hash: '#/upgrade/c2-s',
    state: snapshotWith({
      issuer: demo,
      account: signedIn,
      tokens: [soft({ pairs: [pair('valid', { ...ordinary, id: 'c2', tokenId: 'soft-1' })] })],
    }),
    services: { upgrade: draftAt('confirm') },
    act: async (page) => {
      await page.getByLabel(/^(软证书口令（PIN 码）|PIN of the soft certificate)$/).fill('135246')
      await page.getByRole('button', { name: /^(登录|Log in)$/ }).click()
    },
  },
]

const standing = (name: string, one: UpgradeStanding): Scene => ({
  name: `upgrade-${name}`,
  hash,
  state,
  services: { upgrade: { check: async () => ({ ...offer, standing: one }) } },
})

const barred: readonly Scene[] = [
  standing('already', { may: 'already' }),
  standing('business-only', { may: 'business-only' }),
  standing('elsewhere', { may: 'unfinished', upgradeId: null }),
  standing('expired', { may: 'no', because: 'expired' }),
  standing('suspended', { may: 'no', because: 'suspended' }),
]

const begun: UpgradeView = {
  id: 'up-1',
  issuerId: 'demo',
  userName: signedIn.userName,
  holder: longCompany,
  startedAt: today.toISOString(),
  tokenName: '商标证书',
  tokenKind: 'ukey',
  previousSerial: serial,
  serial: null,
  tokenId: null,
  certificate: 'under-way',
  seal: 'ahead',
  applications: 'ahead',
  seals: [{ number: 'old', name: longCompany, state: 'usable', hasPicture: true }],
  opened: [],
}
const certified: UpgradeView = {
  ...begun,
  ...{ certificate: 'done', serial, tokenId: 'ukey-1', seal: 'open', applications: 'open' },
}
const upgrading = { business: 'upgrade', upgradeId: 'up-1', previousSerial: serial } as const
const pictures = {
  upgrade: { sealBefore: () => picture },
  seals: { picture: () => picture },
}
const progress = '#/upgrade-progress/up-1'
const after = (name: string, upgrade: UpgradeView, rest: Partial<Scene> = {}): Scene => ({
  name: `upgrade-${name}`,
  hash: progress,
  state: { ...state, upgradable: [], upgrades: [upgrade] },
  services: pictures,
  ...rest,
})
const during = (name: string, transaction: ReturnType<typeof running>): Scene => ({
  ...after(name, begun),
  state: { ...state, upgrades: [begun], transactions: [transaction] },
})

const progressing: readonly Scene[] = [
  during('downloading', running('keypair', upgrading)),
  during(
    'review',
    waits('await', { for: 'review', since: today.toISOString(), expected: dayAway(2) }, upgrading),
  ),
  during(
    'pulled-out',
    waits('write-signing', { for: 'person', asked: 'token' }, { ...upgrading, tokenPresent: false }),
  ),
  during('back-to-form', paused('request', { code: 'upgrade-number-wrong', params: {} }, upgrading)),
  after('seal', certified),
  after('seal-away', certified, { state: { ...state, tokens: [], upgrades: [certified] } }),
  after('seal-leave', certified, { act: press(/^(暂不更新印章|Do not update it now)$/) }),
  {
    ...after('seal-updated', certified, { act: press(/^(更新印章|Update the seal)$/) }),
    act: async (page, store) => {
      const done: UpgradeView = { ...certified, seal: 'done' }
      store.change({ upgrades: [done], seals: [seal()] })
      await page.getByText(/^(印章已更新，核实通过。|The seal is updated and verified.)$/).waitFor()
    },
  },
  after(
    'applications',
    { ...certified, seal: 'none', seals: [] },
    {
      act: async (page) => page.getByText('社会保险自助经办').click(),
    },
  ),
  after('applications-sending', { ...certified, seal: 'left', applications: 'sending' }),
  after(
    'summary',
    {
      ...{ ...certified, seal: 'done', applications: 'done' },
      opened: [
        { id: 'tax', name: '网上申报' },
        { id: 'social', name: '社会保险自助经办' },
      ],
    },
    {
      state: {
        ...state,
        seals: [seal()],
        upgrades: [
          {
            ...{ ...certified, seal: 'done', applications: 'done' },
            opened: [
              { id: 'tax', name: '网上申报' },
              { id: 'social', name: '社会保险自助经办' },
            ],
          },
        ],
      },
    },
  ),
  after('gone', begun, { hash: '#/upgrade-progress/up-9' }),
]

const lists: readonly Scene[] = [
  {
    name: 'upgrades',
    hash: '#/upgrades',
    state: { ...state, upgrades: [{ ...certified, serial: '0A11', previousSerial: '0A10', holder: '王芳' }] },
  },
  { name: 'upgrades-none', hash: '#/upgrades', state: snapshotWith({ issuer: demo }) },
  { name: 'upgrade-card', hash: '#/certificates', state },
]

/** 升级向导: every moment, from the list to the summary. */
export const upgradeScenes: readonly Scene[] = [...lists, ...asking, ...barred, ...progressing]
