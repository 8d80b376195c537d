import { softToken } from './holder.ts'

const id = 'AAAAAAAAAAAAAAAAAAAAAA'

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
}

/** What goes into the path, and the body. */
export function inputs(name: string): {
  readonly values: Readonly<Record<string, string>>
  readonly body: object
} {
  return { values: { serial: 'AB12', requestId: id, orderId: id }, body: bodies[name] ?? {} }
}
