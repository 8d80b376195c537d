import type { Page } from 'playwright-core'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import { emptyDossierForm } from '../../../src/shared/identity/form.ts'
import type { DossierView, IdentityCentre } from '../../../src/shared/models/index.ts'
import { demo, signedIn, snapshotWith, today } from '../../world.ts'
import { centre, dossier } from './identity-played.ts'
import type { Scene } from './scene.ts'

const owner = { ...signedIn, complete: true }
const incomplete = { ...signedIn, kind: 'person' as const, complete: false }

const mention = {
  key: 'dossier-1',
  issuerId: 'demo',
  owner: signedIn.userName,
  purpose: 'completion' as const,
  kind: 'person' as const,
  number: 'SF20261120000017',
  savedAt: today.toISOString(),
  keeps: true,
}
const underWay = snapshotWith({ issuer: demo, account: incomplete, dossiers: [mention] })

const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click()

const dossierScene = (
  name: string,
  change: Partial<Omit<DossierView, 'standing'>> & { standing?: Partial<DossierView['standing']> },
  act?: Scene['act'],
): Scene => {
  const { standing, ...rest } = change
  const base = dossier(rest)
  const shown: DossierView = { ...base, standing: { ...base.standing, ...standing } }
  return {
    name: `identity-${name}`,
    hash: '#/dossier/dossier-1',
    state: underWay,
    services: { identity: { dossier: async () => shown } },
    ...(act ? { act } : {}),
  }
}

const centreScene = (name: string, change: Partial<IdentityCentre>, account = owner): Scene => ({
  name: `identity-${name}`,
  hash: '#/centre',
  state: snapshotWith({ issuer: demo, account }),
  services: { identity: { centre: async () => centre(change) } },
})

const proved = { phone: '138****8000', email: 'ou***@example.cn' }
const bound = { name: '欧阳龘㐂', maskedPhone: '138****0003' }
const done = { missing: [], ...proved }

const refusedAs = (page: Page) => page.getByRole('alert').first().waitFor()

export const identityScenes: readonly Scene[] = [
  ...(['person', 'entity'] as const).map(
    (tab, index): Scene => ({
      name: `login-${tab}`,
      hash: '#/login',
      state: snapshotWith({ issuer: demo }),
      act: async (page) =>
        page
          .getByRole('tab')
          .nth(index + 1)
          .click(),
    }),
  ),
  {
    name: 'login-password-wrong',
    hash: '#/login',
    state: snapshotWith(),
    services: {
      account: {
        loginByPassword: async () => {
          throw new AssistantError('login-wrong', { triesLeft: 4 })
        },
      },
    },
    act: async (page) => {
      await page.getByRole('tab').nth(1).click()
      await page.getByLabel(/^手机号码$|^Phone number$/).fill('13800000002')
      await page.getByLabel(/^密码$|^Password$/).fill('Wrong-2026')
      await page.getByLabel(/^验证码$|^Verification code$/).fill('K7W4')
      await press(page, /^登录$|^Log in$/)
      await refusedAs(page)
    },
  },
  {
    name: 'login-help',
    hash: '#/login',
    state: snapshotWith(),
    act: async (page) => {
      await page.getByRole('tab').nth(1).click()
      await page.getByText(/登录遇到问题|Trouble logging in/).click()
    },
  },
  { name: 'login-incomplete', hash: '#/login', state: snapshotWith({ issuer: demo, account: incomplete }) },
  {
    name: 'login-handler-chooses',
    hash: '#/login',
    state: snapshotWith({ issuer: demo, account: { ...owner, kind: 'person' } }),
    services: {
      identity: {
        centre: async () =>
          centre({
            principals: [
              {
                accountId: 'account-1',
                kind: 'agency',
                applicantName: '北京某某商标代理有限公司',
                maskedIdNumber: '91110108********7K',
              },
            ],
          }),
      },
    },
  },
  { name: 'identity-registration', hash: '#/registration', state: snapshotWith({ issuer: demo }) },
  { name: 'identity-appeal', hash: '#/appeal', state: snapshotWith({ issuer: demo }) },
  {
    name: 'identity-completion',
    hash: '#/completion',
    state: snapshotWith({ issuer: demo, account: incomplete }),
  },
  {
    name: 'identity-issue-incomplete',
    hash: '#/issue',
    state: snapshotWith({ issuer: demo, account: incomplete }),
  },
  dossierScene('person', {}),
  dossierScene('person-faults', { form: emptyDossierForm }, (page) => press(page, /^下一步$|^Next$/)),
  {
    ...dossierScene('person-exists', {}),
    services: {
      identity: {
        dossier: async () => dossier(),
        putPerson: async () => {
          throw new AssistantError('identity-exists', {
            which: '1507**********0014',
            account: '欧**',
            login: 'id-number',
          })
        },
      },
    },
    act: async (page) => {
      await press(page, /^下一步$|^Next$/)
      await refusedAs(page)
    },
  },
  dossierScene('contact', { moment: 'contact', standing: { missing: ['phone', 'email'] } }, async (page) =>
    press(page, /^发送验证码|^Send code/),
  ),
  dossierScene('finish', { moment: 'finish', standing: done }, async (page) => {
    await press(page, /^阅读|^Read/)
    await press(page, /^提交$|^Submit$/)
  }),
  dossierScene('entity-details', {
    kind: 'entity',
    moment: 'details',
    standing: { missing: ['details', 'phone', 'email'] },
  }),
  dossierScene(
    'handler-new',
    { kind: 'agency', moment: 'handler', standing: { missing: ['handler'], ...proved } },
    async (page) => page.getByRole('radio').nth(1).check(),
  ),
  dossierScene('handler-bound', {
    kind: 'entity',
    moment: 'handler',
    standing: { ...done, handler: bound },
  }),
  dossierScene('entity-without-code', {
    kind: 'entity-without-code',
    moment: 'entity',
    standing: {
      missing: ['entity', 'uploads'],
      uploads: [{ purpose: 'handler-proof', fileName: '经办人身份证明.pdf', size: 184_320, pages: 2 }],
    },
  }),
  dossierScene('agency-known', { kind: 'agency', moment: 'known', standing: { missing: ['register'] } }),
  dossierScene('appeal-form', {
    purpose: 'appeal',
    owner: null,
    moment: 'appeal',
    standing: { missing: ['appeal', 'phone', 'uploads'] },
  }),
  dossierScene('reviewing', {
    kind: 'entity-without-code',
    moment: 'finish',
    standing: {
      ...done,
      state: 'awaiting-review',
      review: { dueAt: '2026-11-24T10:00:00.000Z', reason: null, steps: [] },
    },
  }),
  dossierScene('correction', {
    kind: 'entity-without-code',
    moment: 'finish',
    standing: {
      ...done,
      handler: bound,
      state: 'awaiting-correction',
      review: {
        dueAt: '2026-11-24T10:00:00.000Z',
        reason: '主体资格证明文件看不清楚，请重新扫描',
        steps: ['uploads'],
      },
    },
  }),
  dossierScene('refused', {
    kind: 'entity-without-code',
    standing: {
      ...done,
      state: 'refused',
      review: { dueAt: '2026-11-24T10:00:00.000Z', reason: '证明文件与填写的名称不符', steps: [] },
    },
  }),
  dossierScene('done', { standing: { ...done, state: 'done' } }),
  dossierScene('done-organisation-code', {
    purpose: 'registration',
    owner: null,
    kind: 'entity-without-code',
    standing: { ...done, state: 'done', organisationCode: 'JG00000017' },
  }),
  centreScene('centre', {}),
  centreScene('centre-incomplete', { complete: false, handlers: [] }, incomplete),
  centreScene('centre-unfinished', {
    mayBecomeAgency: true,
    unfinished: [{ kind: 'certificate', name: '3F2A 91C0 7D5E 48B6' }],
  }),
  {
    ...centreScene('centre-phone', {}),
    act: async (page) => press(page, /^更换手机$|^Change phone$/),
  },
  {
    ...centreScene('centre-closing', {}),
    act: async (page) => press(page, /^注销账号$|^Close account$/),
  },
  {
    name: 'identity-old',
    hash: '#/old-account',
    state: snapshotWith({ issuer: demo, account: owner }),
  },
  {
    name: 'identity-old-linked',
    hash: '#/old-account',
    state: snapshotWith({ issuer: demo, account: owner }),
    services: {
      identity: {
        centre: async () => centre({ legacy: { maskedLogin: 'nm***2021', linkedAt: today.toISOString() } }),
      },
    },
  },
  { name: 'identity-forgotten', hash: '#/forgotten', state: snapshotWith({ issuer: demo }) },
]
