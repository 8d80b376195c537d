import { assertNever } from '../../shared/assert-never.ts'
import type { RaApplication, RaCorrectionField, RaRequestState } from '../../shared/ra-contract/request.ts'
import type {
  Attempts,
  AuditLine,
  Code,
  Device,
  DeviceKey,
  Issued,
  IssuedCertificate,
  Message,
  Moment,
  OperatorSession,
  Order,
  Payment,
  Recovery,
  RegisteredToken,
  Request,
  Seal,
  Session,
  StatementLine,
  StoredStatus,
  Unlock,
  Upload,
} from '../records.ts'

/** Everything that a rule can write, by name. A store writes each kind and knows no rule. */
export type Changes = {
  readonly 'add-request': {
    readonly request: Request
    readonly idempotencyKey: string
    readonly bodyHash: string
  }
  /** The new state, and the moments that are added to its way. */
  readonly 'request-state': {
    readonly id: string
    readonly state: RaRequestState
    readonly moments: readonly Moment[]
  }
  /** A signing key belongs to one request for ever. */
  readonly 'bind-key': { readonly publicKey: Uint8Array; readonly requestId: string }
  readonly 'submit-csr': {
    readonly id: string
    readonly csr: Uint8Array
    readonly publicKey: Uint8Array
  }
  readonly 'review-request': {
    readonly id: string
    readonly review: 'approved' | 'refused' | 'correction'
    readonly reason: string | null
    readonly fields: readonly RaCorrectionField[]
    readonly operatorId: string
    readonly at: number
  }
  /** The applicant has corrected it, so it is reviewed again. */
  readonly 'correct-request': { readonly id: string; readonly application: RaApplication }
  readonly 'add-certificate': {
    readonly request: Request
    readonly usage: 'signature' | 'encryption'
    readonly certificate: IssuedCertificate
  }
  readonly 'escrow-key': { readonly serial: string; readonly sealed: Uint8Array }
  readonly 'issue-request': { readonly id: string; readonly issued: Issued }
  /** Only if the pair still has the status that the rule saw. */
  readonly 'pair-status': {
    readonly pairId: string
    readonly from: StoredStatus
    readonly to: StoredStatus
    readonly reason: string | null
    readonly note: string | null
    /** Since when it is no longer valid; null while it is. */
    readonly since: number | null
  }
  readonly 'add-order': { readonly order: Order }
  /** The new state and sums of an order. */
  readonly 'change-order': { readonly order: Order }
  readonly 'add-payment': { readonly payment: Payment }
  readonly 'add-statement-line': { readonly line: StatementLine; readonly at: number }
  /** Replaces the code of the same purpose and subject. */
  readonly 'put-code': { readonly code: Code }
  readonly 'code-tries': { readonly id: string; readonly triesLeft: number }
  readonly 'remove-code': { readonly id: string }
  readonly 'add-message': { readonly message: Message }
  readonly 'put-tries': { readonly name: string; readonly attempts: Attempts; readonly at: number }
  readonly 'add-session': { readonly session: Session; readonly at: number }
  readonly 'add-operator-session': { readonly session: OperatorSession }
  readonly 'put-device': { readonly device: Device }
  readonly 'remove-device': { readonly device: DeviceKey }
  /** Without an unlock secret the one that is there stays. */
  readonly 'put-token': { readonly token: RegisteredToken; readonly at: number }
  readonly 'add-unlock': { readonly unlock: Unlock }
  /** The new answer and state of an unlocking. */
  readonly 'change-unlock': { readonly unlock: Unlock }
  readonly 'add-upload': { readonly upload: Upload }
  readonly 'add-recovery': { readonly recovery: Recovery }
  readonly 'approve-recovery': { readonly id: string; readonly operator: string; readonly at: number }
  readonly 'recovery-state': { readonly id: string; readonly state: Recovery['state'] }
  readonly 'add-seal': { readonly seal: Seal }
  readonly 'change-seal': { readonly seal: Seal }
  /** A line of the audit trail, in the same transaction as the event. */
  readonly audit: AuditLine
}

export type Change<K extends keyof Changes = keyof Changes> = {
  readonly [P in K]: { readonly kind: P } & Changes[P]
}[K]

/** Who did it, under the name used in the audit trail. */
export type Actor =
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'operator'; readonly name: string }
  /** What was revoked after a backup, when that backup is restored. */
  | { readonly kind: 'restore' }

export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'account':
      return `account ${actor.id}`
    case 'operator':
      return `operator ${actor.name}`
    case 'restore':
      return 'restore'
    default:
      return assertNever(actor)
  }
}

export function audit(at: number, actor: string, action: string, subject: string): Change<'audit'> {
  return { kind: 'audit', at, actor, action, subject }
}
