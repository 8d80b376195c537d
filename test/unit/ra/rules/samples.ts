import type { Account, Attempts, Certificate, Device, Order, Request } from '../../../../src/ra/records.ts'
import { Refusal } from '../../../../src/ra/refusal.ts'
import type { Decision } from '../../../../src/ra/rules/decision.ts'

export const now = Date.parse('2026-11-20T08:00:00Z')
export const token = { kind: 'ukey', vendor: 'virtual', serial: 'KEY-1' } as const

export const account: Account = {
  ...{ id: 'account-1', kind: 'legal-entity', userName: 'demo', applicantName: '示例公司' },
  ...{ idType: 'credit-code', idNumber: '91110108MA01DEM07K', phone: '13800000002', email: null },
  ...{ passwordHash: null, complete: true, closed: false, createdAt: 0 },
}

export const request: Request = {
  ...{ id: 'request-1', accountId: 'account-1', business: 'issue', state: 'ready', token },
  ...{ previousSerial: null, baselineSerial: null, termYears: 1, application: null },
  ...{ subjectDer: new Uint8Array(), subjectText: 'CN=示例公司', publicKey: null, review: null },
  ...{ refusedReason: null, correctionFields: [], kind: 'ordinary', moments: [] },
  ...{ openedAt: now - 1, expiresAt: now + 1, signatureSerial: null, encryptionSerial: null },
}

export const order: Order = {
  ...{ id: 'order-1', number: '0120261120', requestId: 'request-1', accountId: 'account-1', state: 'unpaid' },
  ...{ items: [], totalFen: 100, receivedFen: 0, refundedFen: 0, refundSince: null, method: null },
  ...{ reference: null, createdAt: 0, paidAt: null, reported: false },
}

export const certificate: Certificate = {
  ...{ serial: '41', pairId: 'pair-1', accountId: 'account-1', requestId: 'request-0', usage: 'signature' },
  ...{ status: 'active', subjectText: 'CN=示例公司', token, notBefore: 0, notAfter: now + 1 },
  ...{ revokedAt: null, reason: null, der: new Uint8Array() },
}

export const attempts = (failures: number, pauses = 0, pausedUntil = 0): Attempts => {
  return { failures, pauses, pausedUntil }
}

export const device = (wrong: number, usedAt: number, hash = 'device-1'): Device => {
  return { ownerId: 'account-1', hash, wrong, usedAt }
}

/** What came out of a rule: the answer, or the code and the details of its refusal. */
export function outcome<T>({ answer }: Decision<T>) {
  return answer instanceof Refusal ? told(answer) : answer
}

export function told(refusal: Refusal | null) {
  return refusal === null ? null : { code: refusal.code, ...refusal.params }
}

/** The changes of a decision by their names, in the order of writing. */
export const written = ({ changes }: Decision<unknown>) => changes.map(({ kind }) => kind)
