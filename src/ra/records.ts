import type { DocumentKind } from '../shared/identity/documents.ts'
import type { AccountKind } from '../shared/ra-contract/account.ts'
import type { RaCertificateUsage } from '../shared/ra-contract/certificate.ts'
import type { ContactChannel } from '../shared/ra-contract/contact.ts'
import type { RaStatementLine } from '../shared/ra-contract/operator.ts'
import type { RaOrderState } from '../shared/ra-contract/order.ts'
import type {
  RaApplication,
  RaBusiness,
  RaCorrectionField,
  RaProgressMoment,
  RaRequestState,
} from '../shared/ra-contract/request.ts'
import type { RaSealState } from '../shared/ra-contract/seal.ts'
import type { SessionScope } from '../shared/ra-contract/session.ts'
import type { RaToken } from '../shared/ra-contract/token.ts'
import type { SubscriptionTopic } from '../shared/subscription/topics.ts'

// Times are milliseconds since 1970.

/** A document of a person, 统一社会信用代码, or the 机构代码 of an entity without one. */
export type IdType = DocumentKind | 'credit-code' | 'organisation-code' | 'other'

export type Account = {
  readonly id: string
  readonly kind: AccountKind
  readonly userName: string
  readonly applicantName: string
  readonly idType: IdType | null
  readonly idNumber: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly passwordHash: string | null
  readonly complete: boolean
  readonly closed: boolean
  readonly createdAt: number
}

export type Session = {
  readonly tokenHash: string
  readonly accountId: string
  readonly handlerId: string | null
  readonly scope: SessionScope
  readonly clientHash: string | null
  readonly expiresAt: number
}

export type Operator = { readonly id: string; readonly name: string; readonly passwordHash: string }

export type OperatorSession = {
  readonly tokenHash: string
  readonly operatorId: string
  readonly expiresAt: number
}

/** A device by the hash of the text that it keeps for itself, bound to its owner: an account or an operator. */
export type DeviceKey = { readonly ownerId: string; readonly hash: string }

/** A device from which its owner has logged in, how often it was wrong since, and when that was. */
export type Device = DeviceKey & { readonly wrong: number; readonly usedAt: number }

/** Wrong tries under one name (an account, a phone, an address) and the pause they earned. */
export type Attempts = { readonly failures: number; readonly pauses: number; readonly pausedUntil: number }

export type RegisteredToken = RaToken & {
  readonly accountId: string
  readonly unlockSecret: Uint8Array | null
}

export type Review = 'waiting' | 'approved' | 'refused' | 'correction'

/** When a request reached a moment of its way. */
export type Moment = { readonly moment: RaProgressMoment; readonly at: number }

/** What a certificate may be used for: as usual, for everything at this authority, or for one business only. */
export type CertificateKind = 'ordinary' | 'one-for-all' | 'business-only'

export type Request = {
  readonly id: string
  readonly accountId: string
  readonly business: RaBusiness
  readonly state: RaRequestState
  readonly token: RaToken
  readonly previousSerial: string | null
  /** The signature certificate that was active when the request was opened. */
  readonly baselineSerial: string | null
  readonly termYears: number
  readonly application: RaApplication | null
  readonly subjectDer: Uint8Array
  readonly subjectText: string
  /** The signing key of the CSR (04||X||Y), once a CSR was submitted. */
  readonly publicKey: Uint8Array | null
  readonly review: Review | null
  /** Why it was refused, or what must be corrected. */
  readonly refusedReason: string | null
  readonly correctionFields: readonly RaCorrectionField[]
  /** The kind of certificate that it will give. */
  readonly kind: CertificateKind
  /** Oldest first. */
  readonly moments: readonly Moment[]
  readonly openedAt: number
  readonly expiresAt: number
  readonly signatureSerial: string | null
  readonly encryptionSerial: string | null
}

export type OrderItem = {
  readonly kind: 'certificate-service' | 'replacement'
  readonly unitFen: number
  readonly quantity: number
}

export type Order = {
  readonly id: string
  readonly number: string
  readonly requestId: string
  readonly accountId: string
  readonly state: RaOrderState
  readonly items: readonly OrderItem[]
  readonly totalFen: number
  /** All that has arrived for it, whether it was needed or not. */
  readonly receivedFen: number
  /** What of this has gone back. */
  readonly refundedFen: number
  /** Since when money is due to go back, or when the last of it went. */
  readonly refundSince: number | null
  readonly method: 'online' | 'transfer' | null
  /** The number of the first payment. */
  readonly reference: string | null
  readonly createdAt: number
  /** Since when it is paid in full. */
  readonly paidAt: number | null
  /** The payer has told of a transfer that is not on the statement yet. */
  readonly reported: boolean
}

/** Money for an order or back from it. `reference` is the number of the payment service or of the statement. */
export type Payment = {
  readonly reference: string
  readonly orderId: string
  readonly direction: 'in' | 'out'
  readonly method: 'online' | 'transfer'
  readonly amountFen: number
  readonly at: number
}

/** A line of the statement, and the order that it has paid. */
export type StatementLine = RaStatementLine & { readonly orderId: string | null }

/** As stored. `expired` is not stored but follows from the clock. */
export type StoredStatus = 'pending' | 'active' | 'suspended' | 'superseded' | 'revoked' | 'discarded'

export type Certificate = {
  readonly serial: string
  readonly pairId: string
  readonly accountId: string
  readonly requestId: string
  readonly usage: RaCertificateUsage
  readonly status: StoredStatus
  readonly subjectText: string
  readonly token: RaToken
  readonly notBefore: number
  readonly notAfter: number
  readonly revokedAt: number | null
  readonly reason: string | null
  readonly der: Uint8Array
}

/** What the authority makes for one request: the pair, and the encryption key for its holder. */
export type Issued = {
  readonly signature: IssuedCertificate
  readonly encryption: IssuedCertificate
  /** null: the holder has the key already. */
  readonly envelopedKey: Uint8Array | null
  /** The encryption key under the seal of the key-management part; null if it was never in escrow. */
  readonly escrow: Uint8Array | null
}

export type IssuedCertificate = {
  readonly serial: string
  readonly der: Uint8Array
  readonly notBefore: number
  readonly notAfter: number
}

export type Crl = {
  readonly issuer: 'root' | 'issuing'
  readonly number: number
  readonly der: Uint8Array
  readonly thisUpdate: number
  readonly nextUpdate: number
  readonly entries: number
  /** How many changes of status had happened when it was made; -1: not known. */
  readonly changes: number
}

/** Who did what to which certificate, request or key, and when. */
export type AuditLine = {
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly subject: string
}

/** The place of a line in the chain, from 1, and its hash, which covers the line and the hash of the line before. */
export type Link = { readonly place: number; readonly hash: Uint8Array }

/** A line that was chained; with a signature if it was the last of those that were chained together. */
export type ChainedLine = AuditLine & Link & { readonly signature: Uint8Array | null }

/** A line by the number under which the database keeps it. */
export type KeptLine = AuditLine & { readonly seq: number }

export type RevokedEntry = {
  readonly serial: string
  readonly revokedAt: number
  readonly reason: string
  readonly place: ListPlace
}

/** Where an entry stands in the database, for whoever reads them piece by piece. */
export type ListPlace = { readonly notAfter: number; readonly seq: number }

export type Message = {
  readonly id: string
  readonly channel: 'sms' | 'mail'
  readonly to: string
  readonly text: string
  readonly createdAt: number
}

export type Upload = {
  readonly id: string
  readonly accountId: string
  readonly name: string
  readonly content: Uint8Array
  readonly at: number
}

/** A six-digit code that was sent for one purpose. */
export type Code = {
  readonly id: string
  readonly purpose: 'identify' | 'unlock' | 'login' | 'identity'
  readonly subject: string
  readonly codeHash: string
  readonly triesLeft: number
  readonly sentAt: number
  readonly expiresAt: number
}

export type UnlockState = 'opened' | 'authorised' | 'done' | 'failed' | 'expired'

export type Unlock = {
  readonly id: string
  readonly accountId: string
  readonly token: RaToken
  readonly state: UnlockState
  readonly recipientKey: Uint8Array | null
  readonly sealedSecret: Uint8Array | null
  readonly authorisationCode: string | null
  readonly createdAt: number
  readonly expiresAt: number
}

export type Recovery = {
  readonly id: string
  readonly serial: string
  readonly accountId: string
  readonly reason: string
  readonly state: 'waiting' | 'approved' | 'refused' | 'done'
  readonly openedBy: string
  readonly openedAt: number
  readonly approvals: readonly string[]
}

/** An electronic seal, from its application on. Its id is also the number inside. */
export type Seal = {
  readonly id: string
  readonly accountId: string
  /** The signature certificate that may use it. */
  readonly serial: string
  readonly state: RaSealState
  readonly name: string
  readonly type: 'organisation' | 'personal'
  readonly appliedBy: string
  readonly appliedAt: number
  readonly issuedAt: number | null
  readonly revokedAt: number | null
  readonly der: Uint8Array | null
}

/** 注册: somebody wants to be told about these things. */
export type Subscription = {
  readonly id: string
  readonly secretHash: string
  readonly channel: ContactChannel
  readonly address: string
  readonly keySerial: string
  readonly topics: readonly SubscriptionTopic[]
  readonly registeredAt: number
}

export type Page<T> = { readonly rows: readonly T[]; readonly next: string | null }
export type Search = { readonly text: string; readonly after: string | null; readonly limit: number }
