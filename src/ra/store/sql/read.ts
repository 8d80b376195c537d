import { documentKinds } from '../../../shared/identity/documents.ts'
import { accountKinds } from '../../../shared/ra-contract/account.ts'
import { orderState } from '../../../shared/ra-contract/order.ts'
import {
  application,
  businesses,
  correctionField,
  progressMoment,
  requestState,
} from '../../../shared/ra-contract/request.ts'
import type { RaToken } from '../../../shared/ra-contract/token.ts'
import type {
  Account,
  Certificate,
  Code,
  Device,
  Moment,
  Operator,
  Order,
  OrderItem,
  RegisteredToken,
  Request,
  Session,
  StatementLine,
  Unlock,
} from '../../records.ts'
import { bytes, bytesOrNull, number, numberOrNull, text, textOrNull, word, wordOrNull } from './row.ts'
import type { Row } from './sql.ts'

export function readAccount(row: Row): Account {
  const idType = [...documentKinds, 'credit-code', 'organisation-code', 'other'] as const
  return {
    id: text(row, 'id'),
    kind: word(row, 'kind', accountKinds),
    userName: text(row, 'user_name'),
    applicantName: text(row, 'applicant_name'),
    idType: wordOrNull(row, 'id_type', idType),
    idNumber: textOrNull(row, 'id_number'),
    phone: textOrNull(row, 'phone'),
    email: textOrNull(row, 'email'),
    passwordHash: textOrNull(row, 'password_hash'),
    complete: number(row, 'complete') === 1,
    closed: number(row, 'closed') === 1,
    createdAt: number(row, 'created_at'),
  }
}

export function readSession(row: Row): Session {
  return {
    tokenHash: text(row, 'token_hash'),
    accountId: text(row, 'account_id'),
    handlerId: textOrNull(row, 'handler_id'),
    scope: word(row, 'scope', ['full', 'identified', 'code']),
    clientHash: textOrNull(row, 'client_hash'),
    expiresAt: number(row, 'expires_at'),
  }
}

export function readOperator(row: Row): Operator {
  return { id: text(row, 'id'), name: text(row, 'name'), passwordHash: text(row, 'password_hash') }
}

export function readDevice(row: Row): Device {
  return {
    ownerId: text(row, 'owner_id'),
    hash: text(row, 'device_hash'),
    wrong: number(row, 'wrong'),
    usedAt: number(row, 'used_at'),
  }
}

export function readToken(row: Row): RaToken {
  return {
    kind: word(row, 'token_kind', ['ukey', 'soft']),
    vendor: text(row, 'token_vendor'),
    serial: text(row, 'token_serial'),
  }
}

/** The columns for readRequest, without the CSR and the sealed answer, which are large and rarely needed. */
export const requestColumns = `id, account_id, business, state, token_kind, token_vendor, token_serial,
  previous_serial, baseline_serial, term_years, application, subject_der, subject_text, public_key, review,
  refused_reason, opened_at, expires_at, signature_serial, encryption_serial, moments,
  correction_fields, kind`

export function readRequest(row: Row): Request {
  const details = textOrNull(row, 'application')
  return {
    id: text(row, 'id'),
    accountId: text(row, 'account_id'),
    business: word(row, 'business', businesses),
    state: word(row, 'state', requestState.options),
    token: readToken(row),
    previousSerial: textOrNull(row, 'previous_serial'),
    baselineSerial: textOrNull(row, 'baseline_serial'),
    termYears: number(row, 'term_years'),
    application: details === null ? null : application.parse(JSON.parse(details)),
    subjectDer: bytes(row, 'subject_der'),
    subjectText: text(row, 'subject_text'),
    publicKey: bytesOrNull(row, 'public_key'),
    review: wordOrNull(row, 'review', ['waiting', 'approved', 'refused', 'correction']),
    refusedReason: textOrNull(row, 'refused_reason'),
    correctionFields: readFields(text(row, 'correction_fields')),
    kind: word(row, 'kind', ['ordinary', 'one-for-all', 'business-only']),
    moments: readMoments(text(row, 'moments')),
    openedAt: number(row, 'opened_at'),
    expiresAt: number(row, 'expires_at'),
    signatureSerial: textOrNull(row, 'signature_serial'),
    encryptionSerial: textOrNull(row, 'encryption_serial'),
  }
}

/** Written as words and times in turn. */
function readMoments(written: string): readonly Moment[] {
  const found: Moment[] = []
  for (const [, moment, at] of written.matchAll(/([a-z-]+) (\d+)/g)) {
    found.push({ moment: word({ moment }, 'moment', progressMoment.options), at: Number(at) })
  }
  return found
}

function readFields(written: string): Request['correctionFields'] {
  return written === ''
    ? []
    : written.split(' ').map((field) => word({ field }, 'field', correctionField.options))
}

export function readOrder(row: Row): Order {
  const items: readonly OrderItem[] = JSON.parse(text(row, 'items'))
  return {
    id: text(row, 'id'),
    number: text(row, 'number'),
    requestId: text(row, 'request_id'),
    accountId: text(row, 'account_id'),
    state: word(row, 'state', orderState.options),
    items,
    totalFen: number(row, 'total_fen'),
    receivedFen: number(row, 'received_fen'),
    refundedFen: number(row, 'refunded_fen'),
    refundSince: numberOrNull(row, 'refund_since'),
    method: wordOrNull(row, 'method', ['online', 'transfer']),
    reference: textOrNull(row, 'reference'),
    createdAt: number(row, 'created_at'),
    paidAt: numberOrNull(row, 'paid_at'),
    reported: number(row, 'reported') === 1,
  }
}

export function readStatementLine(row: Row): StatementLine {
  return {
    reference: text(row, 'reference'),
    payerAccount: text(row, 'payer_account'),
    payerName: text(row, 'payer_name'),
    amountFen: number(row, 'amount_fen'),
    paidOn: text(row, 'paid_on'),
    note: text(row, 'note'),
    orderId: textOrNull(row, 'order_id'),
  }
}

export const storedStatuses = [
  'pending',
  'active',
  'suspended',
  'superseded',
  'revoked',
  'discarded',
] as const

export function readCertificate(row: Row): Certificate {
  return {
    serial: text(row, 'serial'),
    pairId: text(row, 'pair_id'),
    accountId: text(row, 'account_id'),
    requestId: text(row, 'request_id'),
    usage: word(row, 'usage', ['signature', 'encryption']),
    status: word(row, 'status', storedStatuses),
    subjectText: text(row, 'subject_text'),
    token: readToken(row),
    notBefore: number(row, 'not_before'),
    notAfter: number(row, 'not_after'),
    revokedAt: numberOrNull(row, 'revoked_at'),
    reason: textOrNull(row, 'reason'),
    der: bytes(row, 'der'),
  }
}

export function readCode(row: Row): Code {
  return {
    id: text(row, 'id'),
    purpose: word(row, 'purpose', ['identify', 'unlock', 'login', 'identity']),
    subject: text(row, 'subject'),
    codeHash: text(row, 'code_hash'),
    triesLeft: number(row, 'tries_left'),
    sentAt: number(row, 'sent_at'),
    expiresAt: number(row, 'expires_at'),
  }
}

export function readUnlock(row: Row): Unlock {
  return {
    id: text(row, 'id'),
    accountId: text(row, 'account_id'),
    token: readToken(row),
    state: word(row, 'state', ['opened', 'authorised', 'done', 'failed', 'expired']),
    recipientKey: bytesOrNull(row, 'recipient_key'),
    sealedSecret: bytesOrNull(row, 'sealed_secret'),
    authorisationCode: textOrNull(row, 'authorisation_code'),
    createdAt: number(row, 'created_at'),
    expiresAt: number(row, 'expires_at'),
  }
}

export function readRegistered(row: Row): RegisteredToken {
  return {
    accountId: text(row, 'account_id'),
    kind: word(row, 'kind', ['ukey', 'soft']),
    vendor: text(row, 'vendor'),
    serial: text(row, 'serial'),
    unlockSecret: bytesOrNull(row, 'unlock_secret'),
  }
}
