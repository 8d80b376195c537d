import { documentOf, newEntity, personOf, place } from './applicant.ts'
import { softToken } from './holder.ts'

const id = 'AAAAAAAAAAAAAAAAAAAAAA'

const mobile = { channel: 'sms', address: '13900000000' }
const captcha = { captchaId: id, captchaAnswer: 'K7Q2' }
const entity = {
  ...{ country: 'FR', entityType: 'enterprise', name: '海外示例', englishName: 'Sample' },
  representative: { name: 'O', nationality: 'FR', document: documentOf() },
}

/** Inputs that the contract accepts, so that a refusal has another cause than their shape. */
const bodies: Readonly<Record<string, object>> = {
  'tokens.register': { token: softToken },
  'requests.open': { business: 'issue', idempotencyKey: 'A'.repeat(20), token: softToken },
  'requests.submitCsr': { csr: 'AAAA' },
  'requests.confirm': { signature: 'AAAA' },
  'orders.reportTransfers': {
    transfers: [
      { payerAccount: '6222000000000000', payerName: '王芳', amountFen: 100, paidOn: '2026-11-26' },
    ],
  },
  'upgrades.details': { customerType: 'enterprise', number: '91110108MA01DEM07K' },
  'applications.open': { ids: ['demo-tax-filing'] },
  'operator.requestCorrection': { reason: 'no', fields: ['handler'] },
  'operator.importStatement': {
    lines: [
      {
        reference: 'B1',
        payerAccount: '6222000000000000',
        payerName: '王芳',
        amountFen: 100,
        paidOn: '2026-11-26',
        note: '',
      },
    ],
  },
  'certificates.revoke': { reason: 'lost' },
  'unlocks.open': { token: softToken },
  'unlocks.sendCode': { channel: 'sms' },
  'unlocks.authorise': { code: '123456', tokenSerial: 'KEY-1', recipientKey: 'AAAA' },
  'unlocks.report': { outcome: 'failed' },
  'uploads.create': { fileName: 'a.pdf', content: 'JVBERi0xLjQK' },
  'operator.refuse': { reason: 'no' },
  'operator.confirmTransfer': { reference: 'B1' },
  'operator.revoke': { reason: 'lost' },
  'operator.openRecovery': { serial: 'AB12', reason: 'lost' },
  'operator.applySeal': { serial: 'AB12' },
  'operator.issueSeal': { picture: 'AAAA' },
  'identity.dossiers.open': { purpose: 'completion', kind: 'person' },
  'identity.dossiers.sendCode': { contact: mobile },
  'identity.dossiers.proveContact': { channel: 'sms', code: '123456' },
  'identity.dossiers.putPerson': { person: personOf() },
  'identity.dossiers.checkRegister': { registered: newEntity },
  'identity.dossiers.putEntity': { entity },
  'identity.dossiers.putDetails': { place },
  'identity.dossiers.putAppeal': { appeal: { cause: 'other', name: '甲', number: '1', text: '乙' } },
  'identity.dossiers.upload': { purpose: 'appeal', fileName: 'a.pdf', content: 'JVBERi0xLjQK' },
  'identity.dossiers.askHandler': { handler: { how: 'new', phone: '13900000000' } },
  'identity.dossiers.bindHandler': { code: '123456' },
  'identity.dossiers.submit': { agreementVersion: '1' },
  'identity.account.linkLegacy': { login: 'a', password: 'b', ...captcha },
  'identity.account.actFor': { accountId: null },
  'identity.account.sendContactCode': { channel: 'sms', address: null },
  'identity.account.changeContact': { channel: 'sms', presentCode: '123456', newCode: '123456' },
  'identity.account.changePassword': { present: 'a', next: 'b' },
  'identity.account.close': { password: 'a' },
  'operator.legacyAccounts': { which: 'all' },
  'operator.refuseDossier': { reason: 'no' },
  'operator.correctDossier': { reason: 'no', steps: ['uploads'] },
  'operator.importRegister': {
    entries: [
      {
        ...{ creditCode: '91320500MA1NEW101B', name: '示例', entityType: 'enterprise', agency: false },
        ...{ representativeName: '王芳', representativeNumber: '110105198804120040' },
      },
    ],
  },
  'operator.importPractitioners': { practitioners: [{ number: '1', name: '甲', agencyCode: '2' }] },
  'operator.sendNotice': {
    ...{ occasion: 'a', day: 'b', kinds: ['agency'], preview: true },
    ...{ assistantUrl: 'https://example.cn/a', manualUrl: 'https://example.cn/m' },
  },
}

/** What goes into the path, and the body. */
export function inputs(name: string): {
  readonly values: Readonly<Record<string, string>>
  readonly body: object
} {
  return { values: { serial: 'AB12', requestId: id, orderId: id }, body: bodies[name] ?? {} }
}
