import { assertNever } from '../../shared/assert-never.ts'
import type { ContactChannel } from '../../shared/ra-contract/contact.ts'
import type { RaPractitioner, RaRegisterEntry } from '../../shared/ra-contract/identity-operator.ts'
import type { RaApplication, RaCorrectionField, RaRequestState } from '../../shared/ra-contract/request.ts'
import type {
  Account,
  Attempts,
  AuditLine,
  Code,
  Crl,
  Device,
  DeviceKey,
  Issued,
  IssuedCertificate,
  Link,
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
  Subscription,
  Unlock,
  Upload,
} from '../records.ts'
import type { Dossier, DossierUpload, Identity } from './identity/dossier.ts'
import type { ResetTarget } from './identity/reset.ts'

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
  readonly 'end-session': { readonly tokenHash: string }
  readonly 'add-operator-session': { readonly session: OperatorSession }
  readonly 'put-device': { readonly device: Device }
  readonly 'remove-device': { readonly device: DeviceKey }
  /** Without an unlock secret the one that is there stays. */
  readonly 'put-token': { readonly token: RegisteredToken; readonly at: number }
  readonly 'add-unlock': { readonly unlock: Unlock }
  /** The new answer and state of an unlocking. */
  readonly 'change-unlock': { readonly unlock: Unlock }
  readonly 'add-upload': { readonly upload: Upload }
  readonly 'add-subscription': { readonly subscription: Subscription }
  readonly 'add-recovery': { readonly recovery: Recovery }
  readonly 'approve-recovery': { readonly id: string; readonly operator: string; readonly at: number }
  readonly 'recovery-state': { readonly id: string; readonly state: Recovery['state'] }
  readonly 'add-seal': { readonly seal: Seal }
  readonly 'change-seal': { readonly seal: Seal }
  readonly 'put-dossier': { readonly dossier: Dossier }
  /** Replaces the upload of the same purpose. */
  readonly 'put-dossier-upload': {
    readonly upload: DossierUpload
    readonly content: Uint8Array
    readonly network: string
    readonly at: number
  }
  /** What was begun in the sessions of an account and not handed in ends. */
  readonly 'expire-dossiers': { readonly accountId: string }
  /** A new account, or the new facts of one that is there. */
  readonly 'put-account': { readonly account: Account }
  /** What an account told about its holder. */
  readonly 'put-identity': { readonly accountId: string; readonly identity: Identity; readonly at: number }
  readonly 'add-handler': {
    readonly accountId: string
    readonly personId: string
    readonly isAgency: boolean
    readonly at: number
  }
  /** Ends his sessions for the account, too. */
  readonly 'remove-handler': { readonly accountId: string; readonly personId: string }
  /** All handlers of an account. */
  readonly 'remove-handlers': { readonly accountId: string }
  /** The person is a handler of nobody any more. */
  readonly 'remove-principals': { readonly personId: string }
  readonly 'end-sessions': { readonly accountId: string; readonly except: string | null }
  /** The old login opens this account from now on, and what the old account did is this account's. */
  readonly 'link-legacy': {
    readonly login: string
    readonly accountId: string
    readonly formerId: string
    readonly at: number
  }
  /** Of the one old login of an account, which may have been named by its holder's code. */
  readonly 'legacy-password': { readonly accountId: string; readonly passwordHash: string }
  /** Of the old logins of one holder this is the one. */
  readonly 'name-legacy': { readonly login: string; readonly others: readonly string[] }
  /** Written where a message would be written, but sent to nobody. */
  readonly 'add-unsent': { readonly message: Message }
  /** Where the code for a new phone or mail address went. */
  readonly 'put-contact-change': {
    readonly accountId: string
    readonly channel: ContactChannel
    readonly address: string
  }
  readonly 'put-reset': { readonly id: string; readonly target: ResetTarget; readonly at: number }
  readonly 'put-register-entry': { readonly entry: RaRegisterEntry }
  readonly 'put-practitioner': { readonly practitioner: RaPractitioner }
  readonly 'note-notice': { readonly occasion: string; readonly accountId: string; readonly at: number }
  readonly 'use-captcha': { readonly key: string; readonly expiresAt: number }
  readonly 'count-call': { readonly name: string; readonly takenUntil: number }
  readonly 'take-turn': { readonly job: string; readonly at: number }
  /** The newest revocation list of its issuer. */
  readonly 'add-list': { readonly crl: Crl }
  /** A line of the audit trail gets its place in the chain. */
  readonly 'chain-line': Link & { readonly seq: number; readonly signature: Uint8Array | null }
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
