import type { RenewalDrafts } from '../../../../src/main/renewal/renewal-drafts.ts'
import { createRenewalService, type RenewalParts } from '../../../../src/main/renewal/renewal-service.ts'
import type { RenewalWish } from '../../../../src/shared/contract/index.ts'
import type { RenewalForm, TransactionView } from '../../../../src/shared/models/index.ts'
import { emptyForm } from '../../../../src/shared/renewal/form.ts'
import { authoritiesOf, authorityOf } from '../authority-of.ts'
import { typed } from '../given.ts'
import { signedInState } from '../transactions/open-transactions.ts'
import { accountsOf } from '../transactions/running.ts'

export const now = new Date('2026-11-20T08:00:00.000Z')
export const which = { issuerId: 'demo', serial: 'AB12' }

/** A form of people who do not exist, with a number whose check digit is right. */
export const filled: RenewalForm = {
  ...emptyForm,
  ...{ termYears: 2, agreementVersion: '2026-01' },
  handler: {
    ...{ idType: 'resident-id', idNumber: '11010519491231002X', name: '张三' },
    ...{ phone: '13800138000', email: 'zhangsan@example.com', address: '北京市海淀区示例路 1 号' },
  },
  recipient: { name: '王芳', phone: '13900139000', address: '北京市海淀区示例路 2 号' },
  invoice: { title: '北京示例知识产权代理有限公司', taxNumber: '' },
}
export const scan = { fileName: 'scan.pdf', pages: 1, size: 10, uploadId: 'upload-1' }

export const quoted = {
  ...{ serial: 'AB12', subject: 'CN=张三', notAfter: '2026-12-01T00:00:00.000Z' },
  ...{ standing: { may: 'online' } as object, minClientVersion: null as string | null },
  terms: [
    { years: 1, items: [], totalFen: 10_000, notAfter: '2027-12-01T00:00:00.000Z' },
    { years: 2, items: [], totalFen: 18_000, notAfter: '2028-12-01T00:00:00.000Z' },
  ],
  ...{ agreementVersion: '2026-01', reviewDays: null, keys: 'new' },
}
export const wishFor = (change: Partial<RenewalWish> = {}): RenewalWish => ({
  ...{ ...which, holder: '张三', form: filled, expectedTotalFen: 18_000 },
  ...{ target: { kind: 'ukey', tokenId: 'token-1' }, ...typed() },
  ...change,
})

/** 续期 at an authority. `log` has what was saved, begun, sent and resumed, in order. */
export const renewingAt = (
  quote: Partial<Record<keyof typeof quoted, unknown>> = {},
  parts: Partial<RenewalParts> & { readonly kept?: RenewalForm; readonly request?: object } = {},
) => {
  const log: unknown[] = []
  const { kept = null, request = {}, ...rest } = parts
  const drafts: RenewalDrafts = {
    view: () => ({
      ...{ form: emptyForm, moment: 'people', savedAt: null, keepsNumbers: true },
      keptIdNumber: kept === null ? null : '110***',
    }),
    whole: () => kept,
    save: (draft) => void log.push({ saved: draft }),
    discard: () => {},
    submitted: () => {},
    mentions: () => [],
  }
  const answers = (spokeAs: string | null) => ({
    renewals: {
      quote: async () => ({ ...quoted, ...quote }),
      agreement: async () => ({ version: '2026-01', text: '协议' }),
    },
    uploads: {
      create: async (upload: object) => {
        log.push(upload)
        return { uploadId: 'upload-9' }
      },
    },
    requests: {
      get: async (asked: object) => {
        log.push({ spokeAs, get: asked })
        return { request: { progress: { moments: ['recorded'], awaited: 'paid' }, ...request } }
      },
      correct: async (correction: object) => void log.push({ spokeAs, correction }),
      application: async (asked: object) => ({ application: { spokeAs, ...asked } }),
    },
  })
  const authority = authorityOf('demo', answers)
  const service = createRenewalService({
    authorities: authoritiesOf(authority),
    accounts: accountsOf({}, [], signedInState),
    transactions: {
      start: async (begun) => {
        log.push(begun)
        return { transactionId: 'one' }
      },
      resume: async (id) => void log.push(`resume ${id}`),
      requestOf: (id) => (id === 'one' ? 'request-1' : null),
      clientOf: () => authority.clientFor('the person'),
      requestClientOf: () => authority.clientFor('the request'),
    },
    ...{ drafts, views: (): readonly TransactionView[] => [], version: '1.2.0', neededVersion: () => null },
    ...{ now: () => now, formTitles: ['续期申请表'] },
    paper: async (asked) => {
      log.push(asked)
      return { fileName: 'form.pdf', base64: 'AA==' }
    },
    ...rest,
  })
  return { service, log }
}
