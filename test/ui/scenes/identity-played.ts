import type { IdentityService } from '../../../src/main/identity/handlers.ts'
import { type DossierForm, emptyDossierForm } from '../../../src/shared/identity/form.ts'
import type { DossierView, IdentityCentre } from '../../../src/shared/models/index.ts'
import { longCompany, today } from '../../world.ts'

const ahead = (minutes: number): string => new Date(today.getTime() + minutes * 60_000).toISOString()

const place = {
  region: '150702',
  address: '某某街道 100 号某某大厦 12 层 1203 室',
  postcode: '021000',
} as const
const document = {
  kind: 'resident-id',
  number: '150702199103050014',
  from: '2020-03-01',
  to: '',
  longTerm: true,
} as const

/** Everything is filled in, with rare characters and the longest name. */
export const filledDossier: DossierForm = {
  ...emptyDossierForm,
  person: { name: '欧阳龘㐂', document, place },
  entity: {
    entityType: 'enterprise',
    name: longCompany,
    creditCode: '91150702MA0HLR0869',
    country: 'SG',
    englishName: 'Hailar Example Intellectual Property Agency Company Limited',
    representative: { name: '阿卜杜拉·买买提', nationality: 'CN', document },
  },
  place,
  phone: '13800138000',
  email: 'ouyang@example.cn',
  handler: { ...emptyDossierForm.handler, login: '13800000003' },
  appeal: {
    cause: 'phone-lost',
    name: '欧阳龘㐂',
    number: '150702199103050014',
    text: '登记的手机号已经停用，收不到验证码，请改为新的手机号。',
  },
}

export const dossier = (change: Partial<DossierView> = {}): DossierView => ({
  key: 'dossier-1',
  purpose: 'completion',
  kind: 'person',
  owner: 'nmg_haila_2021',
  form: filledDossier,
  moment: 'person',
  ...change,
  standing: {
    number: 'SF20261120000017',
    state: 'open',
    missing: ['person', 'phone', 'email'],
    phone: null,
    email: null,
    handler: null,
    uploads: [],
    review: null,
    expiresAt: ahead(60 * 24 * 30),
    organisationCode: null,
    ...change.standing,
  },
})

export const centre = (change: Partial<IdentityCentre> = {}): IdentityCentre => ({
  maskedPhone: '138****0004',
  maskedEmail: 'ha***@example.cn',
  complete: true,
  legacy: null,
  handlers: [
    {
      personId: 'person-ouyang',
      name: '欧阳龘㐂',
      maskedNumber: '1507**********0014',
      maskedPhone: '138****0003',
    },
  ],
  principals: [],
  mayBecomeAgency: false,
  unfinished: [],
  ...change,
})

const sent = { masked: '138****8000', againAt: ahead(1) }
const nothing = async () => {}
const open = async () => dossier()

/** A calm day of 统一身份认证. */
export const identityPlayed: IdentityService = {
  rules: async () => ({
    agreement: {
      version: '2026-01',
      title: '统一身份认证系统用户服务协议',
      paragraphs: Array.from(
        { length: 12 },
        (_, index) =>
          `第 ${index + 1} 条　用户应当如实填写实名信息，妥善保管账号和密码，并对账号下的行为负责；信息有变化时，应当及时更新。`,
      ),
    },
    reviewDays: { from: 1, to: 2 },
    uploadPages: 20,
  }),
  begin: async () => ({ key: 'dossier-1' }),
  dossier: open,
  save: () => {},
  abandon: nothing,
  forget: () => {},
  sendCode: async () => sent,
  proveContact: open,
  putPerson: open,
  checkRegister: open,
  putEntity: open,
  putDetails: open,
  putAppeal: open,
  upload: open,
  askHandler: async () => ({ ...sent, masked: null }),
  bindHandler: open,
  submit: open,
  centre: async () => centre(),
  linkLegacy: async () => centre(),
  removeHandler: async () => centre(),
  sendContactCode: async () => sent,
  changeContact: async () => centre(),
  changePassword: nothing,
  sessions: async () => [
    { id: 'session-1', current: true, handlerName: null, openedAt: ahead(-10), expiresAt: ahead(110) },
    { id: 'session-2', current: false, handlerName: '欧阳龘㐂', openedAt: ahead(-90), expiresAt: ahead(30) },
  ],
  endSession: nothing,
  close: nothing,
  askReset: async () => ({ ...sent, masked: null, resetId: 'reset-1' }),
  finishReset: nothing,
}
