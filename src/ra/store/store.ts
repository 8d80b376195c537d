import type { RaOrderState } from '../../shared/ra-contract/order.ts'
import type { RaBusiness, RaRequestState } from '../../shared/ra-contract/request.ts'
import type { RaSealState } from '../../shared/ra-contract/seal.ts'
import type { RaToken } from '../../shared/ra-contract/token.ts'
import type { Connections } from '../meter.ts'
import type {
  Account,
  AuditLine,
  Certificate,
  ChainedLine,
  Code,
  Crl,
  Issued,
  KeptLine,
  Link,
  ListPlace,
  Message,
  Operator,
  Order,
  Page,
  Recovery,
  RegisteredToken,
  Request,
  RevokedEntry,
  Seal,
  Search,
  Session,
  StatementLine,
  StoredStatus,
  Subscription,
  Unlock,
  Upload,
} from '../records.ts'
import type { Chaining } from '../rules/audit-chain.ts'
import type { Call } from '../rules/call.ts'
import type { CaptchaAnswer } from '../rules/captcha.ts'
import type { StatusChange } from '../rules/certificate-status.ts'
import type { CodeRedemption, CodeSending } from '../rules/code.ts'
import type { Collection } from '../rules/collection.ts'
import type { Confirmation } from '../rules/confirmation.ts'
import type { Correction } from '../rules/correction.ts'
import type { CsrSubmission } from '../rules/csr.ts'
import type { LegacyLogin } from '../rules/identity/legacy.ts'
import type { Opening } from '../rules/opening.ts'
import type { Receipt } from '../rules/payment.ts'
import type { RecoveryCollection, RecoveryOpening, RecoveryStep } from '../rules/recovery.ts'
import type { Refund } from '../rules/refund.ts'
import type { CertifiedKey, Unfinished } from '../rules/renewal.ts'
import type { Review } from '../rules/review.ts'
import type { ListAdding } from '../rules/revocation-list.ts'
import type { SealApplication, SealIssue, SealRenewal, SealStep } from '../rules/seal.ts'
import type { Asking } from '../rules/sending-limit.ts'
import type { OperatorSessionOpening, SessionExchange, SessionOpening } from '../rules/session.ts'
import type { StatementImport, TransferAnswer, TransferReport } from '../rules/transfer.ts'
import type { Guess, TriesFacts } from '../rules/tries.ts'
import type { Turn } from '../rules/turn.ts'
import type { Authorisation, UnlockReport } from '../rules/unlock.ts'
import type { IdentityOperations } from './identity.ts'

export type AuditTail = { readonly last: Link | null; readonly lines: readonly KeptLine[] }

/** What was done on one day. */
export type DayFigures = {
  readonly day: string
  readonly opened: number
  readonly paid: number
  readonly paidFen: number
  readonly reviewed: number
  readonly issued: number
  readonly refundedFen: number
}

/** What somebody must know who names himself like this: a password, as its hash, or the applicant's name. */
export type LoginSecret = { readonly ownerId: string; readonly secret: string | null }
export type LoginName = 'name' | 'phone' | 'id-number' | 'credit-code' | 'legacy' | 'handler'

/**
 * Everything that the authority stores, as whole operations. An operation that takes a command of `rules/` is one
 * transaction under a lock: it reads the facts of that rule, asks the rule, writes all the changes or none, and
 * throws the Refusal that the rule gives. Every operation returns a promise, because other databases answer later.
 * What one operation reads may have changed by the next, so a rule checks again what a caller saw before.
 */
export interface Store extends IdentityOperations {
  // accounts
  addAccount(account: Account): Promise<void>
  addHandler(accountId: string, personId: string): Promise<void>
  addLegacyLogin(
    legacy: Pick<LegacyLogin, 'login' | 'passwordHash' | 'accountId' | 'holder' | 'registeredAt'>,
  ): Promise<void>
  account(id: string): Promise<Account | null>
  accountByUserName(userName: string): Promise<Account | null>
  accountByPhone(phone: string): Promise<readonly Account[]>
  /**
   * The secret behind a name, and no more: an account that is read as a whole takes longer than none, and the time of
   * a refusal would tell which names exist. Of a handler it is the person's own.
   */
  secretOf(kind: LoginName, login: string): Promise<LoginSecret | null>
  accounts(search: Search): Promise<Page<Account>>
  countAccounts(): Promise<number>

  // tries, sessions, operators
  /** What was counted for such a guess so far. */
  tries(guess: Guess): Promise<TriesFacts>
  countWrong(guess: Guess): Promise<number>
  acceptRight(guess: Guess): Promise<void>
  askForCode(asking: Asking): Promise<void>
  /** Throws when the captcha is over, was answered before, or was answered wrongly. */
  answerCaptcha(answer: CaptchaAnswer): Promise<void>
  /** Throws when there were too many calls of this name. */
  countCall(call: Call): Promise<void>
  openSession(opening: SessionOpening): Promise<void>
  exchangeSession(exchange: SessionExchange): Promise<void>
  /** Whose token this is. */
  caller(tokenHash: string): Promise<{ readonly session: Session; readonly account: Account } | null>
  removeSession(tokenHash: string): Promise<void>
  addOperator(operator: Operator): Promise<void>
  operatorByName(name: string): Promise<Operator | null>
  openOperatorSession(opening: OperatorSessionOpening): Promise<void>
  operatorBySession(tokenHash: string, now: number): Promise<Operator | null>
  removeOperatorSession(tokenHash: string): Promise<void>

  // tokens
  registerToken(token: RegisteredToken, now: number): Promise<RegisteredToken>
  token(accountId: string, token: RaToken): Promise<RegisteredToken | null>
  tokens(accountId: string): Promise<readonly RegisteredToken[]>
  /** Whose token this is: who registered it or holds a certificate on it, closed accounts left out. */
  tokenHolders(serial: string): Promise<readonly Pick<Account, 'id' | 'phone'>[]>

  // requests
  openRequest(opening: Opening): Promise<Request>
  request(id: string): Promise<Request | null>
  requestsOf(accountId: string): Promise<readonly Request[]>
  requests(search: Search, state: RaRequestState | null): Promise<Page<Request>>
  submitCsr(submission: CsrSubmission): Promise<Request>
  review(review: Review): Promise<Request>
  correct(correction: Correction): Promise<Request>
  /** A request of this business for the certificate that has not ended. */
  unfinished(certificate: Certificate, business: RaBusiness, now: number): Promise<Unfinished | null>
  collect(collection: Collection): Promise<Issued | null>
  confirm(confirmation: Confirmation): Promise<Request>
  abandon(id: string, now: number): Promise<Request>
  /** Ends every unconfirmed request whose time has run out; returns how many. */
  expireRequests(now: number): Promise<number>

  // orders
  order(id: string): Promise<Order | null>
  orderOfRequest(requestId: string): Promise<Order | null>
  orders(search: Search, state: RaOrderState | null): Promise<Page<Order>>
  receive(receipt: Receipt): Promise<Order>
  refund(refund: Refund): Promise<Order>
  /** How much of an order's money the payment service has: what it received, less what it gave back. */
  onlineFen(orderId: string): Promise<number>

  // the statement of the authority's account
  importStatement(statement: StatementImport): Promise<{ readonly added: number; readonly known: number }>
  reportTransfers(report: TransferReport): Promise<TransferAnswer>
  /** Lines, newest first; `used`: only those that have paid an order, or only those that have not. */
  statement(
    search: Search,
    used: boolean | null,
  ): Promise<Page<{ readonly line: StatementLine; readonly orderNumber: string | null }>>

  /** What was done on each of the last days in China, the newest first. */
  figures(now: number, days: number): Promise<readonly DayFigures[]>

  // certificates
  certificate(serial: string): Promise<Certificate | null>
  certificatesOf(accountId: string): Promise<readonly Certificate[]>
  certificates(
    search: Search,
    status: StoredStatus | 'expired' | null,
    now: number,
  ): Promise<Page<Certificate>>
  changeStatus(change: StatusChange): Promise<readonly Certificate[]>
  countCertificates(): Promise<Readonly<Record<string, number>>>
  /** How many orders wait for money or for its return, and how many requests for a review. */
  countWaiting(): Promise<Readonly<Record<string, number>>>
  escrowedKey(serial: string): Promise<Uint8Array | null>
  /** The signing key of the pair to which a certificate belongs, and since when it is known. */
  certifiedKey(certificate: Certificate): Promise<CertifiedKey | null>

  // revocation lists
  /** The next ones after a place; none if that was the last. */
  revoked(now: number, after?: ListPlace): Promise<readonly RevokedEntry[]>
  /**
   * Why an entry of an older list may be missing from the next one; null if there is no reason. Only an entry that
   * was on hold, since `heldSince`, can have been resumed.
   */
  reasonToLeaveList(
    serial: string,
    heldSince: number | null,
    now: number,
  ): Promise<'expired' | 'resumed' | null>
  /** False: it does not continue the newest list and must be made again. */
  addCrl(adding: ListAdding): Promise<boolean>
  latestCrl(issuer: 'root' | 'issuing'): Promise<Crl | null>
  /** When the newest list of the issuing CA was made; null if there is none. */
  listMadeAt(): Promise<number | null>
  /** Rises with every change of a certificate's status. */
  statusChanges(): Promise<number>

  // codes, unlocking, messages, uploads
  sendCode(sending: CodeSending): Promise<void>
  code(id: string): Promise<Code | null>
  codeOf(purpose: Code['purpose'], subject: string): Promise<Code | null>
  redeemCode(redemption: CodeRedemption): Promise<void>
  openUnlock(unlock: Unlock): Promise<Unlock>
  unlock(id: string): Promise<Unlock | null>
  authoriseUnlock(authorisation: Authorisation): Promise<Unlock | null>
  closeUnlock(report: UnlockReport): Promise<Unlock>
  messages(search: Search): Promise<Page<Message>>
  addUpload(upload: Upload): Promise<Upload>
  upload(id: string): Promise<{ readonly name: string; readonly content: Uint8Array } | null>

  // applications
  openedApplications(accountId: string): Promise<readonly string[]>
  /** One that is open already stays so. */
  openApplications(accountId: string, ids: readonly string[], now: number): Promise<void>

  // electronic seals
  applyForSeal(application: SealApplication): Promise<Seal>
  issueSeal(issue: SealIssue): Promise<Seal>
  revokeSeal(step: SealStep): Promise<Seal>
  /** The seal of the new certificate; null if there is none to go on with. */
  renewSeal(renewal: SealRenewal): Promise<Seal | null>
  seal(id: string): Promise<Seal | null>
  /** The newest seal of a signature certificate, whatever its state. */
  sealOf(serial: string): Promise<Seal | null>
  sealsOf(accountId: string): Promise<readonly Seal[]>
  hasSeals(accountId: string): Promise<boolean>
  seals(search: Search, state: RaSealState | null): Promise<Page<Seal>>

  // recovery of encryption keys
  openRecovery(opening: RecoveryOpening): Promise<Recovery>
  recovery(id: string): Promise<Recovery | null>
  recoveries(): Promise<readonly Recovery[]>
  approveRecovery(step: RecoveryStep): Promise<Recovery>
  refuseRecovery(step: RecoveryStep): Promise<Recovery>
  collectRecovery(collection: RecoveryCollection): Promise<Recovery>

  // registrations for notices
  addSubscription(subscription: Subscription): Promise<Subscription>
  /** Whether there was one with this secret. */
  removeSubscription(id: string, secretHash: string): Promise<boolean>
  subscriptions(): Promise<readonly Subscription[]>

  // the whole
  /** Lines of the audit trail about a subject, oldest first. */
  auditOf(subject: string): Promise<readonly AuditLine[]>
  addAudit(line: AuditLine): Promise<void>
  /** The end of the chain, null if there is none, and the first of the lines that are not chained yet. */
  auditTail(limit: number): Promise<AuditTail>
  /** False: another process was faster, and nothing was written. */
  chainAudit(chaining: Chaining): Promise<boolean>
  /** Chained lines in their order, from behind a place on. */
  chainedLines(after: number, limit: number): Promise<readonly ChainedLine[]>
  /** How many lines are not chained yet, and when the first of them was written. */
  unchained(): Promise<{ readonly lines: number; readonly since: number | null }>
  meta(key: string): Promise<string | null>
  putMeta(key: string, value: string): Promise<void>
  databaseBytes(): Promise<number>
  /** The database's own clock, which all processes share. */
  time(): Promise<number>
  /** Whether its tables are those of this program: no older ones, and no newer ones. */
  isMigrated(): Promise<boolean>
  /**
   * Succeeds if what was read before was not out of date: no other database has taken over. Whoever is told that
   * something does not exist has to be told the truth.
   */
  assureNewest(): Promise<void>
  /** Whether a job falls to this process now. */
  takeTurn(turn: Turn): Promise<boolean>
  /** Removes what only mattered for a time: ended sessions, used codes, old tries, devices long unused. */
  cleanUp(now: number): Promise<void>
  /** What its connections do; null if it has none. */
  connections(): Connections | null
  close(): Promise<void>
}
