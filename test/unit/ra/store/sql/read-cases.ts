import {
  readAccount,
  readCertificate,
  readCode,
  readDevice,
  readOperator,
  readOrder,
  readRegistered,
  readSession,
  readStatementLine,
  readToken,
  readUnlock,
} from '../../../../../src/ra/store/sql/read.ts'
import type { Row } from '../../../../../src/ra/store/sql/sql.ts'

const bytes = (n: number) => Uint8Array.of(n)

export type ReadCase = {
  readonly name: string
  readonly read: (row: Row) => unknown
  readonly row: Row
  readonly value: unknown
  /** Fields that may be missing, by their columns. */
  readonly empty: Readonly<Record<string, string>>
  /** Every word that a column may have. */
  readonly words: Readonly<Record<string, readonly string[]>>
}

const token = { token_kind: 'soft', token_vendor: 'v', token_serial: 's' }
const readAs = { kind: 'soft', vendor: 'v', serial: 's' }

export const readCases: readonly ReadCase[] = [
  {
    name: 'an account',
    read: readAccount,
    row: {
      ...{
        id: 'i',
        kind: 'agency',
        user_name: 'u',
        applicant_name: 'a',
        id_type: 'passport',
        id_number: 'n',
      },
      ...{ phone: 'p', email: 'e', password_hash: 'h', complete: 1, closed: 0, created_at: 5 },
    },
    value: {
      ...{ id: 'i', kind: 'agency', userName: 'u', applicantName: 'a', idType: 'passport', idNumber: 'n' },
      ...{ phone: 'p', email: 'e', passwordHash: 'h', complete: true, closed: false, createdAt: 5 },
    },
    empty: {
      ...{ id_type: 'idType', id_number: 'idNumber', phone: 'phone', email: 'email' },
      password_hash: 'passwordHash',
    },
    words: {
      kind: ['person', 'legal-entity', 'agency'],
      id_type: [
        ...['resident-id', 'hk-macao-permit', 'taiwan-permit', 'passport', 'permanent-resident-id'],
        ...['credit-code', 'organisation-code', 'other'],
      ],
    },
  },
  {
    name: 'a session',
    read: readSession,
    row: {
      ...{ token_hash: 't', account_id: 'a', handler_id: 'h', scope: 'code', client_hash: 'c' },
      expires_at: 5,
    },
    value: {
      ...{ tokenHash: 't', accountId: 'a', handlerId: 'h', scope: 'code', clientHash: 'c', expiresAt: 5 },
    },
    empty: { handler_id: 'handlerId', client_hash: 'clientHash' },
    words: { scope: ['full', 'identified', 'code'] },
  },
  {
    name: 'an operator',
    read: readOperator,
    row: { id: 'i', name: 'n', password_hash: 'h' },
    value: { id: 'i', name: 'n', passwordHash: 'h' },
    empty: {},
    words: {},
  },
  {
    name: 'a device',
    read: readDevice,
    row: { owner_id: 'o', device_hash: 'h', wrong: 2, used_at: 5 },
    value: { ownerId: 'o', hash: 'h', wrong: 2, usedAt: 5 },
    empty: {},
    words: {},
  },
  {
    name: 'the token of a request',
    read: readToken,
    row: token,
    value: readAs,
    empty: {},
    words: { token_kind: ['ukey', 'soft'] },
  },
  {
    name: 'an order',
    read: readOrder,
    row: {
      ...{ id: 'i', number: 'n', request_id: 'r', account_id: 'a', state: 'paid', total_fen: 3 },
      ...{ items: '[{"kind":"replacement","unitFen":3,"quantity":1}]', received_fen: 4, refunded_fen: 1 },
      ...{ refund_since: 8, method: 'transfer', reference: 'f', created_at: 5, paid_at: 6, reported: 1 },
    },
    value: {
      ...{ id: 'i', number: 'n', requestId: 'r', accountId: 'a', state: 'paid', totalFen: 3 },
      ...{ items: [{ kind: 'replacement', unitFen: 3, quantity: 1 }], receivedFen: 4, refundedFen: 1 },
      ...{ refundSince: 8, method: 'transfer', reference: 'f', createdAt: 5, paidAt: 6, reported: true },
    },
    empty: { refund_since: 'refundSince', method: 'method', reference: 'reference', paid_at: 'paidAt' },
    words: {
      state: ['unpaid', 'paid', 'closed', 'refund-due', 'refunded'],
      method: ['online', 'transfer'],
    },
  },
  {
    name: 'a line of the statement',
    read: readStatementLine,
    row: {
      ...{ reference: 'r', payer_account: 'a', payer_name: 'n', amount_fen: 7, paid_on: 'd', note: 'x' },
      order_id: 'o',
    },
    value: {
      ...{ reference: 'r', payerAccount: 'a', payerName: 'n', amountFen: 7, paidOn: 'd', note: 'x' },
      orderId: 'o',
    },
    empty: { order_id: 'orderId' },
    words: {},
  },
  {
    name: 'a certificate',
    read: readCertificate,
    row: {
      ...{ serial: 's', pair_id: 'p', account_id: 'a', request_id: 'r', usage: 'encryption', ...token },
      ...{ status: 'revoked', subject_text: 't', not_before: 1, not_after: 2, revoked_at: 3, reason: 'x' },
      der: bytes(9),
    },
    value: {
      ...{ serial: 's', pairId: 'p', accountId: 'a', requestId: 'r', usage: 'encryption', token: readAs },
      ...{ status: 'revoked', subjectText: 't', notBefore: 1, notAfter: 2, revokedAt: 3, reason: 'x' },
      der: bytes(9),
    },
    empty: { revoked_at: 'revokedAt', reason: 'reason' },
    words: {
      usage: ['signature', 'encryption'],
      status: ['pending', 'active', 'suspended', 'superseded', 'revoked', 'discarded'],
    },
  },
  {
    name: 'a code',
    read: readCode,
    row: {
      ...{ id: 'i', purpose: 'login', subject: 's', code_hash: 'h', tries_left: 4, sent_at: 5 },
      expires_at: 6,
    },
    value: {
      ...{ id: 'i', purpose: 'login', subject: 's', codeHash: 'h', triesLeft: 4, sentAt: 5 },
      expiresAt: 6,
    },
    empty: {},
    words: { purpose: ['identify', 'unlock', 'login', 'identity'] },
  },
  {
    name: 'an unlocking',
    read: readUnlock,
    row: {
      ...{ id: 'i', account_id: 'a', ...token, state: 'done', recipient_key: bytes(1), created_at: 5 },
      ...{ sealed_secret: bytes(2), authorisation_code: 'c', expires_at: 6 },
    },
    value: {
      ...{ id: 'i', accountId: 'a', token: readAs, state: 'done', recipientKey: bytes(1), createdAt: 5 },
      ...{ sealedSecret: bytes(2), authorisationCode: 'c', expiresAt: 6 },
    },
    empty: {
      ...{ recipient_key: 'recipientKey', sealed_secret: 'sealedSecret' },
      authorisation_code: 'authorisationCode',
    },
    words: { state: ['opened', 'authorised', 'done', 'failed', 'expired'] },
  },
  {
    name: 'a registered token',
    read: readRegistered,
    row: { account_id: 'a', kind: 'ukey', vendor: 'v', serial: 's', unlock_secret: bytes(3) },
    value: { accountId: 'a', kind: 'ukey', vendor: 'v', serial: 's', unlockSecret: bytes(3) },
    empty: { unlock_secret: 'unlockSecret' },
    words: { kind: ['ukey', 'soft'] },
  },
]
