import type { Page } from 'playwright-core'
import type { RenewalWindowService } from '../../../src/main/renewal/handlers.ts'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import type { CertificatePair, RenewalStanding, WaitFor } from '../../../src/shared/models/index.ts'
import {
  dayAway,
  demo,
  longCompany,
  pair,
  rarePerson,
  signedIn,
  snapshotWith,
  soft,
  today,
  trademark,
  ukey,
} from '../../world.ts'
import { filledForm, quote, renewalPlayed, renewalProgress } from './renewal-played.ts'
import type { Scene } from './scene.ts'
import { asksForPin, done, paused, waits } from './transactions.ts'

const ago = (minutes: number): string => new Date(today.getTime() - minutes * 60_000).toISOString()

const expiring = ukey({
  pairs: [
    pair('expiring', { id: 'c1', tokenId: 'ukey-1', days: 12, holder: longCompany, demonstration: true }),
  ],
})
const { serial } = expiring.pairs[0]?.signing ?? { serial: '' }
const renewing = { business: 'renew', previousSerial: serial, agreementVersion: '2026-01' } as const
const withSerial = (one: CertificatePair, other: string): CertificatePair => ({
  ...one,
  signing: one.signing && { ...one.signing, serial: other },
})
const state = snapshotWith({ issuer: demo, account: signedIn, tokens: [expiring] })
const hash = '#/renewal/c1-s'

const draftAt = (moment: 'agreement' | 'term' | 'people' | 'confirm'): RenewalWindowService['drafts'] => ({
  ...renewalPlayed.drafts,
  view: () => ({
    form: filledForm,
    moment,
    keptIdNumber: '110***********002X',
    savedAt: ago(12),
    keepsNumbers: true,
  }),
})
const at = (moment: Parameters<typeof draftAt>[0]) => ({ renewal: { drafts: draftAt(moment) } })
const standing = (one: RenewalStanding, more: Partial<typeof quote> = {}) => ({
  renewal: { quote: async () => ({ ...quote, ...more, standing: one }) },
})
/** The authority rules that the keys stay. */
const sameKeys = standing({ may: 'online' }, { keys: 'same' })
const withForm = standing({ may: 'with-form', until: dayAway(200) })

const press = (name: RegExp) => async (page: Page) => page.getByRole('button', { name }).first().click()

const payUrl = 'http://127.0.0.1:8143/pay/BZ20261120000017?t=8d1f0b5a'
const payment = (receivedFen = 0): WaitFor<'payment'> => ({
  for: 'payment',
  since: ago(3),
  order: {
    number: 'BZ20261120000017',
    items: [{ kind: 'certificate-service', unitFen: 10_000, quantity: 2, sumFen: 20_000 }],
    totalFen: 20_000,
    receivedFen,
    ways: {
      payUrl,
      payee: { name: '证书助手演示认证机构', account: '0000 0000 0000 0000 000', bank: '演示银行（不收款）' },
    },
  },
})
const review: WaitFor<'review'> = { for: 'review', since: ago(180), expected: dayAway(3) }
const correction: WaitFor<'correction'> = {
  for: 'correction',
  since: ago(60),
  reason: '扫描件上没有公章，经办人手机号码打不通',
  fields: ['handler', 'attachments'],
}
const during = (transaction: ReturnType<typeof waits>, rest: Partial<Scene> = {}): Scene => ({
  name: '',
  hash: '#/renewal-progress/tx-1',
  state: { ...state, transactions: [transaction] },
  ...rest,
})

const lists: readonly Scene[] = [
  {
    name: 'renewals',
    hash: '#/renewals',
    state: snapshotWith({
      issuer: demo,
      account: signedIn,
      tokens: [
        expiring,
        soft({
          pairs: [
            withSerial(
              pair('expired', {
                id: 'c2',
                tokenId: 'soft-1',
                days: -30,
                holder: rarePerson,
                demonstration: true,
              }),
              '0A11',
            ),
          ],
        }),
        ukey({
          id: 'ukey-3',
          pairs: [pair('valid', { id: 'c3', tokenId: 'ukey-3', days: 200, issuerId: null })],
        }),
      ],
      transactions: [waits('await', review, { ...renewing, holder: longCompany })],
      renewalDrafts: [
        {
          issuerId: 'demo',
          serial: '0A11',
          holder: rarePerson,
          savedAt: ago(30),
        },
      ],
      refunds: [
        {
          id: 'r1',
          issuerId: 'demo',
          holder: longCompany,
          orderNumber: 'BZ20261118000003',
          amountFen: 20_000,
          state: 'due',
          since: ago(900),
        },
        {
          id: 'r2',
          issuerId: 'demo',
          holder: rarePerson,
          orderNumber: 'BZ20261101000011',
          amountFen: 10_000,
          state: 'sent',
          since: ago(9000),
        },
      ],
    }),
  },
  { name: 'renewals-none', hash: '#/renewals', state: snapshotWith({ issuer: demo }) },
  {
    name: 'renewals-ready',
    hash: '#/renewals',
    state: {
      ...state,
      transactions: [waits('write-signing', asksForPin, { ...renewing, needsPin: true })],
    },
  },
]

const applying: readonly Scene[] = [
  { name: 'renewal-before', hash, state },
  { name: 'renewal-before-same-keys', hash, state, services: sameKeys },
  {
    name: 'renewal-before-no-room',
    hash,
    state: { ...state, tokens: state.tokens.map((token) => ({ ...token, freeBytes: 600 })) },
  },
  {
    name: 'renewal-remind',
    hash,
    state,
    act: async (page) => {
      await page.getByText(/^(过几天再提醒我|Remind me later)$/).click()
      await page.getByLabel(/^(提醒日期|Remind on)$/).fill('2027-01-10')
      await page.getByRole('button', { name: /^(到时提醒|Set reminder)$/ }).scrollIntoViewIfNeeded()
    },
  },
  { name: 'renewal-agreement', hash, state, act: press(/^(开始申请|Begin)$/) },
  { name: 'renewal-term', hash, state, services: at('term') },
  {
    name: 'renewal-prices',
    hash,
    state,
    services: at('term'),
    act: async (page) =>
      page
        .getByText(/^(详细信息|Details)$/)
        .last()
        .click(),
  },
  { name: 'renewal-people', hash, state, services: at('people') },
  {
    name: 'renewal-people-faults',
    hash,
    state,
    services: at('people'),
    act: async (page) => {
      await page.getByLabel(/^(证件号码|Document number)$/).fill('１１０１０５１９４９１３３１００２Ｘ')
      await page
        .getByLabel(/^(手机号码|Mobile number)$/)
        .first()
        .fill('1380013800')
      await page.getByLabel(/^(电子邮箱|Email)$/).fill('zhang@example')
      await press(/^(下一步|Next)$/)(page)
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'renewal-people-form',
    hash,
    state,
    services: { renewal: { ...withForm.renewal, ...at('people').renewal } },
    act: async (page) => {
      await press(/^(导出申请表|Export the form)$/)(page)
      await press(/^(下一步|Next)$/)(page)
      await page.getByText(/^(请上传签名|Upload a scan of)/).waitFor()
    },
  },
  { name: 'renewal-confirm', hash, state, services: at('confirm') },
  {
    name: 'renewal-confirm-same-keys',
    hash,
    state,
    services: { renewal: { ...sameKeys.renewal, ...at('confirm').renewal } },
  },
  {
    name: 'renewal-confirm-soft',
    hash: '#/renewal/c2-s',
    state: snapshotWith({
      issuer: demo,
      account: signedIn,
      tokens: [
        soft({
          pairs: [
            pair('expiring', {
              id: 'c2',
              tokenId: 'soft-1',
              days: 9,
              holder: rarePerson,
              demonstration: true,
            }),
          ],
        }),
      ],
    }),
    services: at('confirm'),
  },
  {
    name: 'renewal-price-changed',
    hash,
    state,
    services: {
      renewal: {
        drafts: draftAt('confirm'),
        start: async () => {
          throw new AssistantError('price-changed', { yuan: '240.00' })
        },
      },
    },
    act: async (page) => {
      await page.getByLabel(/^(请输入这支 Ukey 的 PIN 码|The PIN of this Ukey)$/).fill('135246')
      await press(/^(提交申请|Submit)$/)(page)
      await page.getByRole('alert').waitFor()
    },
  },
]

const barred: readonly Scene[] = [
  { name: 'renewal-too-early', hash, state, services: standing({ may: 'too-early', from: dayAway(30) }) },
  { name: 'renewal-with-form', hash, state, services: withForm },
  { name: 'renewal-too-late', hash, state, services: standing({ may: 'too-late', since: dayAway(-20) }) },
  {
    name: 'renewal-elsewhere',
    hash,
    state,
    services: standing({ may: 'unfinished', orderNumber: 'BZ20261118000003', transactionId: null }),
  },
  { name: 'renewal-revoked', hash, state, services: standing({ may: 'no', because: 'revoked' }) },
  { name: 'renewal-too-old', hash, state, services: standing({ may: 'online' }, { olderThan: '4.7.6' }) },
  {
    name: 'renewal-unconnected',
    hash: '#/renewal/c1-s',
    state: snapshotWith({
      issuer: demo,
      issuers: [
        demo,
        {
          ...trademark,
          connected: false,
          businesses: ['renew'],
          renewal: { daysBefore: 90, daysAfter: 365, clientWhenExpired: '4.7.6' },
        },
      ],
      tokens: [ukey({ pairs: [pair('expiring', { id: 'c1', tokenId: 'ukey-1', days: 12 })] })],
    }),
  },
]

const progressing: readonly Scene[] = [
  { ...during(waits('await', payment(), renewing)), name: 'renewal-pay-online' },
  {
    ...during(waits('await', payment(8_000), renewing)),
    name: 'renewal-pay-transfer',
    act: async (page) => {
      await press(/^(添加更多|Add another)/)(page)
      await page
        .getByLabel(/^(付款账号|Your account)$/)
        .first()
        .fill('６２２２ ００００ １２３４')
      await page
        .getByLabel(/^(付款账户名|Account holder)$/)
        .first()
        .fill(longCompany)
      await page
        .getByLabel(/^(转账金额|Amount)/)
        .first()
        .fill('80')
      await page
        .getByLabel(/^(付款日期|Paid on)$/)
        .first()
        .fill('2026-02-30')
      await press(/^(核验转账信息|Check the transfers)$/)(page)
    },
  },
  {
    ...during(waits('await', payment(8_000), renewing)),
    name: 'renewal-pay-missing',
    services: {
      orders: {
        reportTransfers: async () => ({
          results: ['found'],
          totalFen: 20_000,
          receivedFen: 8_000,
          paid: false,
        }),
      },
    },
    act: async (page) => {
      await page.getByLabel(/^(付款账号|Your account)$/).fill('6222000012341234')
      await page.getByLabel(/^(付款账户名|Account holder)$/).fill(longCompany)
      await page.getByLabel(/^(转账金额|Amount)/).fill('80')
      await page.getByLabel(/^(付款日期|Paid on)$/).fill('2026-11-20')
      await press(/^(核验转账信息|Check the transfers)$/)(page)
      await page.getByRole('alert').waitFor()
    },
  },
  { ...during(waits('await', review, renewing)), name: 'renewal-review' },
  {
    ...during(waits('await', correction, renewing)),
    name: 'renewal-correction',
    services: {
      renewal: {
        progress: async () => ({
          ...renewalProgress,
          moments: [...renewalProgress.moments, { moment: 'correction', at: ago(60) }],
          awaited: { from: 'applicant', by: null },
          reason: correction.reason,
        }),
      },
    },
  },
  { ...during(waits('write-signing', asksForPin, { ...renewing, needsPin: true })), name: 'renewal-install' },
  {
    ...during(paused('await', { code: 'request-refused', params: { words: '资料不实' } }, renewing)),
    name: 'renewal-refused',
    services: {
      renewal: {
        progress: async () => ({
          ...renewalProgress,
          moments: [
            ...renewalProgress.moments,
            { moment: 'refused', at: ago(30) },
            { moment: 'refunding', at: ago(30) },
          ],
          awaited: { from: 'authority', by: null },
          reason: '资料不实',
          refund: { state: 'due', amountFen: 20_000, since: ago(30) },
        }),
      },
    },
  },
  {
    ...during(paused('request', { code: 'agreement-changed', params: {} }, renewing)),
    name: 'renewal-back-to-form',
  },
  {
    ...during(done({ ...renewing, pairId: 'pair-c1', holder: longCompany })),
    name: 'renewal-done',
    state: {
      ...state,
      tokens: [
        ukey({
          pairs: [
            pair('valid', {
              id: 'c1',
              tokenId: 'ukey-1',
              days: 740,
              holder: longCompany,
              demonstration: true,
            }),
          ],
        }),
      ],
      transactions: [done({ ...renewing, pairId: 'pair-c1', holder: longCompany })],
    },
  },
  {
    ...during(waits('await', payment(), renewing)),
    name: 'renewal-withdrawn',
    act: async (page, store) => {
      await page.getByText(/^(等待缴费|Waiting for payment)$/).waitFor()
      store.change({ transactions: [] })
      await page.getByText(/^(申请已经撤销|The application was withdrawn)$/).waitFor()
    },
  },
  { name: 'renewal-gone', hash: '#/renewal-progress/tx-9', state },
  {
    ...during(waits('await', payment(), renewing)),
    name: 'renewal-withdraw',
    act: press(/^(撤销申请|Withdraw)$/),
  },
]

/** 证书续期: every moment, from the list to the installed certificate. */
export const renewalScenes: readonly Scene[] = [...lists, ...applying, ...barred, ...progressing]
