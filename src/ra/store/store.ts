import type { RaRequestState } from '../../shared/ra-contract/request.ts'
import type { RaToken } from '../../shared/ra-contract/token.ts'
import type {
  Account,
  Attempts,
  AuditLine,
  Certificate,
  Code,
  Crl,
  Issued,
  Message,
  Operator,
  Order,
  OrderItem,
  Page,
  Recovery,
  RegisteredToken,
  Request,
  RevokedEntry,
  Search,
  Session,
  StoredStatus,
  Unlock,
} from './records.ts'

export type Opening = Omit<
  Request,
  | 'state'
  | 'baselineSerial'
  | 'publicKey'
  | 'review'
  | 'refusedReason'
  | 'signatureSerial'
  | 'encryptionSerial'
> & {
  readonly idempotencyKey: string
  readonly bodyHash: string
  readonly needsReview: boolean
  readonly order: {
    readonly id: string
    readonly items: readonly OrderItem[]
    readonly totalFen: number
  } | null
  /** How many unfinished requests one account may have. */
  readonly openLimit: number
}

export type Payment = {
  readonly method: 'online' | 'transfer'
  /** The payment service's own number: the same payment told twice counts once. */
  readonly reference: string
  readonly amountFen: number
  readonly paidAt: number
  /** Who says so, for the audit trail, when no service does. */
  readonly by?: string
}

export type ReviewDecision = {
  readonly approved: boolean
  readonly reason: string | null
  readonly operatorId: string
  readonly at: number
}

export type Login = {
  readonly account: Account
  readonly passwordHash: string | null
  readonly handler: Account | null
}

/**
 * All that the authority keeps, as whole operations: each is one transaction, done or not done, and throws a
 * Refusal when the state of things does not allow it. SQLite stands behind it here; a larger authority can
 * put another database there without touching anything else.
 */
export interface Store {
  // accounts
  addAccount(account: Account): Promise<void>
  addHandler(accountId: string, personId: string): Promise<void>
  addLegacyLogin(login: string, passwordHash: string, accountId: string): Promise<void>
  account(id: string): Promise<Account | null>
  accountByUserName(userName: string): Promise<Account | null>
  accountByPhone(phone: string): Promise<readonly Account[]>
  /** Who logs in under this phone, number, code or old name; with the handler when a person acts for another. */
  login(kind: 'phone' | 'id-number' | 'credit-code' | 'legacy', login: string): Promise<Login | null>
  handlerLogins(login: string): Promise<readonly Login[]>
  accounts(search: Search): Promise<Page<Account>>
  countAccounts(): Promise<number>

  // tries, sessions, operators
  attempts(name: string): Promise<Attempts>
  /** Replaces the tries under a name by what `change` makes of them, in one step. */
  changeAttempts(name: string, now: number, change: (before: Attempts) => Attempts): Promise<Attempts>
  addSession(session: Session, now: number): Promise<void>
  /** Whose token this is. */
  caller(tokenHash: string): Promise<{ readonly session: Session; readonly account: Account } | null>
  removeSession(tokenHash: string): Promise<void>
  addOperator(operator: Operator): Promise<void>
  operatorByName(name: string): Promise<Operator | null>
  addOperatorSession(tokenHash: string, operatorId: string, expiresAt: number): Promise<void>
  operatorBySession(tokenHash: string, now: number): Promise<Operator | null>
  removeOperatorSession(tokenHash: string): Promise<void>

  // tokens
  registerToken(token: RegisteredToken, now: number): Promise<RegisteredToken>
  token(accountId: string, token: RaToken): Promise<RegisteredToken | null>
  tokens(accountId: string): Promise<readonly RegisteredToken[]>
  tokenOwners(serial: string): Promise<readonly string[]>

  // requests
  /** The request that this key opened already; throws idempotency-conflict when the body was another. */
  openedBefore(accountId: string, idempotencyKey: string, bodyHash: string): Promise<Request | null>
  openRequest(opening: Opening): Promise<Request>
  request(id: string): Promise<Request | null>
  requestsOf(accountId: string): Promise<readonly Request[]>
  requests(search: Search, state: RaRequestState | null): Promise<Page<Request>>
  submitCsr(id: string, csr: Uint8Array, publicKey: Uint8Array, now: number): Promise<Request>
  review(id: string, decision: ReviewDecision): Promise<Request>
  /** The pair of this request: made by `make` the first time, read back ever after. */
  collect(id: string, now: number, make: (request: Request) => Issued): Promise<Issued>
  confirm(id: string, now: number): Promise<Request>
  abandon(id: string, now: number): Promise<Request>
  /** Ends every unconfirmed request whose time is over; tells how many. */
  expireRequests(now: number): Promise<number>

  // orders
  order(id: string): Promise<Order | null>
  orderOfRequest(requestId: string): Promise<Order | null>
  orders(search: Search): Promise<Page<Order>>
  pay(orderId: string, payment: Payment): Promise<Order>

  // certificates
  certificate(serial: string): Promise<Certificate | null>
  certificatesOf(accountId: string): Promise<readonly Certificate[]>
  certificates(
    search: Search,
    status: StoredStatus | 'expired' | null,
    now: number,
  ): Promise<Page<Certificate>>
  /** Changes the whole pair; throws certificate-not-active or -not-suspended when it is in no such state. */
  revokePair(
    serial: string,
    reason: string,
    note: string | null,
    by: string,
    now: number,
  ): Promise<readonly Certificate[]>
  suspendPair(serial: string, by: string, now: number): Promise<readonly Certificate[]>
  resumePair(serial: string, by: string, now: number): Promise<readonly Certificate[]>
  countCertificates(): Promise<Readonly<Record<string, number>>>
  escrowedKey(serial: string): Promise<Uint8Array | null>

  // revocation lists
  revoked(now: number): Promise<readonly RevokedEntry[]>
  /**
   * Why an entry of an older list may be missing from the next one, null when there is no reason. Only what was on
   * hold, since `heldSince`, can have been resumed.
   */
  reasonToLeaveList(
    serial: string,
    heldSince: number | null,
    now: number,
  ): Promise<'expired' | 'resumed' | null>
  addCrl(crl: Crl, audit: readonly AuditLine[]): Promise<void>
  latestCrl(issuer: 'root' | 'issuing'): Promise<Crl | null>
  /** Counts up with every change of a certificate's status. */
  statusChanges(): Promise<number>

  // codes, unlocking, messages, uploads
  /** Keeps the code and puts its message into the outbox; throws code-too-soon within `spacing` of the last one. */
  sendCode(code: Code, message: Message, spacing: number): Promise<void>
  code(id: string): Promise<Code | null>
  codeOf(purpose: Code['purpose'], subject: string): Promise<Code | null>
  /** Uses a code up, or counts a wrong try; throws code-wrong or code-stale. */
  redeemCode(purpose: Code['purpose'], subject: string, codeHash: string, now: number): Promise<void>
  addUnlock(unlock: Unlock): Promise<void>
  unlock(id: string): Promise<Unlock | null>
  /** Redeems the code and stores the answer in one; a repeat under the same recipient key reads it back. */
  authoriseUnlock(
    id: string,
    answer: {
      readonly recipientKey: Uint8Array
      readonly codeHash: string
      readonly sealedSecret: Uint8Array | null
      readonly authorisationCode: string
    },
    now: number,
  ): Promise<Unlock>
  closeUnlock(
    id: string,
    outcome: 'done' | 'failed',
    newSecret: Uint8Array | null,
    now: number,
  ): Promise<Unlock>
  addMessage(message: Message): Promise<void>
  messages(search: Search): Promise<Page<Message>>
  addUpload(upload: {
    readonly id: string
    readonly accountId: string
    readonly name: string
    readonly content: Uint8Array
    readonly at: number
  }): Promise<void>
  hasUpload(id: string, accountId: string): Promise<boolean>
  countUploads(accountId: string, since: number): Promise<number>
  upload(id: string): Promise<{ readonly name: string; readonly content: Uint8Array } | null>

  // recovery of encryption keys
  openRecovery(recovery: Omit<Recovery, 'approvals' | 'state'>): Promise<Recovery>
  recovery(id: string): Promise<Recovery | null>
  recoveries(): Promise<readonly Recovery[]>
  approveRecovery(id: string, operator: string, needed: number, now: number): Promise<Recovery>
  refuseRecovery(id: string, operator: string, now: number): Promise<Recovery>
  finishRecovery(id: string, operator: string, now: number): Promise<Recovery>

  // the whole
  addAudit(line: AuditLine): Promise<void>
  meta(key: string): Promise<string | null>
  putMeta(key: string, value: string): Promise<void>
  databaseBytes(): Promise<number>
  /** Removes what only mattered for a time: ended sessions, used codes, old tries. */
  cleanUp(now: number): Promise<void>
  close(): Promise<void>
}
