import type { RenewalWindowService } from '../../../src/main/renewal/handlers.ts'
import type { RenewalForm, RenewalProgress, RenewalQuote } from '../../../src/shared/models/index.ts'
import { emptyForm } from '../../../src/shared/renewal/form.ts'
import { company, dayAway, today } from '../../world.ts'

const ago = (minutes: number): string => new Date(today.getTime() - minutes * 60_000).toISOString()

export const quote: RenewalQuote = {
  serial: '3F2A91C07D5E48B6A1029CFE',
  subject: company,
  notAfter: dayAway(12),
  standing: { may: 'online' },
  terms: [1, 2, 3].map((years) => ({
    years,
    items: [{ kind: 'certificate-service', unitFen: 10_000, quantity: years, sumFen: years * 10_000 }],
    totalFen: years * 10_000,
    notAfter: dayAway(12 + years * 365),
  })),
  olderThan: null,
  agreementVersion: '2026-01',
  reviewDays: { from: 1, to: 3 },
  keys: 'new',
}

export const filledForm: RenewalForm = {
  ...emptyForm,
  agreementVersion: '2026-01',
  termYears: 2,
  handler: {
    idType: 'resident-id',
    idNumber: '',
    name: '龘㐂',
    phone: '13800138000',
    email: 'zhang@example.com',
    address: '内蒙古自治区呼伦贝尔市海拉尔区某某街道 100 号某某大厦 12 层 1203 室',
  },
  recipient: { name: '王芳', phone: '13900139000', address: '呼伦贝尔市海拉尔区某某路 1 号' },
  invoice: { title: '内蒙古自治区呼伦贝尔市海拉尔区某某知识产权代理有限责任公司', taxNumber: '' },
}

export const renewalProgress: RenewalProgress = {
  orderNumber: 'BZ20261120000017',
  moments: [
    { moment: 'recorded', at: ago(300) },
    { moment: 'awaiting-payment', at: ago(300) },
    { moment: 'paid', at: ago(180) },
    { moment: 'reviewing', at: ago(180) },
  ],
  awaited: { from: 'authority', by: ago(-4_320) },
  reason: null,
  refund: null,
}

const paragraphs = [
  '证书订户必须按照认证机构的有关规定办理申请手续，并对所提供资料的真实性、完整性、合法性负责。',
  '证书订户应当妥善保管所签发的数字证书、私钥及保护密码，不得泄漏或交付他人。',
  '如遇证书遗失或被窃，证书订户应立即办理挂失手续。',
]

/** A calm day of 证书续期. */
export const renewalPlayed: RenewalWindowService = {
  quote: async () => quote,
  agreement: async () => ({
    version: '2026-01',
    title: '电子认证服务协议',
    sections: [
      '证书订户的权利与责任',
      '认证机构的权利与责任',
      '证书的申请与更新',
      '费用与退款',
      '争议解决',
    ].map((heading) => ({ heading, paragraphs: paragraphs.map((one) => `${one}（${heading}）`) })),
  }),
  exportForm: async () => ({ fileName: '续期申请表-029CFE.pdf', base64: 'JVBERi0xLjcK' }),
  upload: async ({ fileName }) => ({ uploadId: 'upload-00000001', fileName, pages: 1, size: 300_000 }),
  start: async () => ({ transactionId: 'tx-1' }),
  progress: async () => renewalProgress,
  application: async () => ({
    handler: {
      idType: 'resident-id',
      maskedIdNumber: '110***********0034',
      name: '张三',
      maskedPhone: '138****8000',
      maskedEmail: 'zh***@example.com',
      maskedAddress: '北京市***',
    },
    recipient: { name: '王芳', maskedPhone: '139****9000', maskedAddress: '北京市***' },
    invoice: { title: company, taxNumber: null },
    attachments: 1,
  }),
  correct: async () => {},
  drafts: {
    view: () => ({
      form: emptyForm,
      moment: 'before',
      keptIdNumber: null,
      savedAt: null,
      keepsNumbers: true,
    }),
    save: () => {},
    discard: () => {},
  },
}
