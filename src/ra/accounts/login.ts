import type { RaSession, SessionScope } from '../../shared/ra-contract/session.ts'
import { type Clock, HOUR, iso, MINUTE } from '../clock.ts'
import { randomToken, sameText, secretHash } from '../random.ts'
import type { Account, Session } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { SessionOpening } from '../rules/session.ts'
import type { Store } from '../store/store.ts'
import { accountView, strangersView } from './account-view.ts'
import { maskedContacts } from './contact.ts'
import { deviceOf } from './device.ts'
import { verifyPassword } from './password.ts'
import type { Answerer, TriesDesk } from './tries.ts'

const SESSION = 2 * HOUR
/** Long enough for a message that arrives late. */
const CODE_SESSION = 30 * MINUTE

/** Names are compared as people copy them from a mail: full-width forms and spaces do not matter. */
export function plainName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '')
}

type Parts = { readonly store: Store; readonly tries: TriesDesk }

/** Who logs in: every login of an account comes with a captcha, so that no program tries without end. */
export type Visitor = { readonly address: string; readonly clientHash: string | null }

/** The same, as the one whose secret is asked for would know him. */
export function answererAs(ownerId: string | null, { address, clientHash }: Visitor): Answerer {
  return { address, device: deviceOf(ownerId, clientHash), captcha: true }
}

/** `tells`: says which of the two names is wrong; only where every account is made up. */
export async function loginByName(
  { store, tries, demo: tells }: Parts & { readonly demo: boolean },
  userName: string,
  applicantName: string,
  visitor: Visitor,
): Promise<Account> {
  const name = `name ${userName.normalize('NFKC')}`
  const known = await store.secretOf('name', userName.normalize('NFKC'))
  const by = answererAs(known?.ownerId ?? null, visitor)
  await tries.requireOpen(name, by)
  // Compared also with nobody's name, so that the time does not tell which user names exist.
  const right = sameText(plainName(known?.secret ?? ''), plainName(applicantName))
  const account = right && known !== null ? await store.account(known.ownerId) : null
  if (account === null) {
    const triesLeft = await tries.wrong(name, by)
    if (!tells) throw new Refusal('names-wrong', { triesLeft })
    throw new Refusal(known === null ? 'account-unknown' : 'applicant-name-wrong', { triesLeft })
  }
  await tries.right(name, by)
  return requireOpen(account)
}

/** Who is logged in, and the handler if a person acts for another. */
type Actor = { readonly account: Account; readonly handler: Account | null }

export type PasswordLogin = {
  readonly loginKind: 'phone' | 'id-number' | 'credit-code' | 'handler' | 'legacy'
  readonly login: string
  readonly password: string
  readonly creditCode?: string | undefined
}

export async function loginByPassword(
  { store, tries }: Parts,
  form: PasswordLogin,
  visitor: Visitor,
): Promise<Actor> {
  // Tries are counted under the name that is looked up, so another spelling gives no new tries.
  const login = spelled(form)
  const name = `${form.loginKind} ${login}`
  const known = await store.secretOf(form.loginKind, login)
  const by = answererAs(known?.ownerId ?? null, visitor)
  await tries.requireOpen(name, by)
  // One derivation whatever was found, so that the time does not tell which logins exist.
  const right = await verifyPassword(form.password, known?.secret ?? null)
  // A password that was changed while it was derived is not right any more.
  const now = right ? await store.secretOf(form.loginKind, login) : null
  const isRight = now !== null && now.ownerId === known?.ownerId && now.secret === known.secret
  const actor = isRight ? await actorOf(store, form, now.ownerId) : null
  if (actor === null) throw new Refusal('password-wrong', { triesLeft: await tries.wrong(name, by) })
  await tries.right(name, by)
  for (const one of [actor.account, actor.handler]) if (one !== null) requireOpen(one)
  return actor
}

function spelled({ loginKind, login }: PasswordLogin): string {
  const plain = login.normalize('NFKC')
  return loginKind === 'phone' || loginKind === 'legacy' ? plain : plain.toUpperCase()
}

/** For whom the owner of the password logs in: a handler for the entity that he names, or his first one. */
async function actorOf(
  store: Store,
  { loginKind, creditCode }: PasswordLogin,
  ownerId: string,
): Promise<Actor | null> {
  const owner = await store.account(ownerId)
  if (owner === null) return null
  const accounts = loginKind === 'handler' ? await store.principalsOf(ownerId) : [owner]
  const wanted = creditCode?.toUpperCase() ?? ''
  const account = accounts.find(({ idNumber }) => wanted === '' || idNumber === wanted)
  return account === undefined ? null : { account, handler: loginKind === 'handler' ? owner : null }
}

function requireOpen(account: Account): Account {
  if (account.closed) throw new Refusal('account-closed')
  return account
}

/** Whose secret opens the login, and whose device it is: the person's own when a person acts for another. */
function ownerOf({ account, handler }: Actor): string {
  return (handler ?? account).id
}

type Who = Actor & { readonly scope: SessionScope }

/** Opens a session. */
export async function openSession(
  store: Store,
  clock: Clock,
  who: Who,
  clientHash: string | null,
): Promise<RaSession> {
  const now = clock()
  const expiresAt = now + (who.scope === 'code' ? CODE_SESSION : SESSION)
  const { opening, answer } = newSession(who, { clientHash, expiresAt }, now)
  await store.openSession(opening)
  return answer
}

/** The same person for another account. Nobody has typed a password, so it ends when the session before would. */
export async function exchangeSession(
  store: Store,
  clock: Clock,
  who: Who,
  before: Session,
): Promise<RaSession> {
  const { opening, answer } = newSession(who, before, clock())
  await store.exchangeSession({ ...opening, before: before.tokenHash })
  return answer
}

/** The token leaves here once and is stored as a hash. */
function newSession(
  who: Who,
  { clientHash, expiresAt }: Pick<Session, 'clientHash' | 'expiresAt'>,
  now: number,
): { readonly opening: SessionOpening; readonly answer: RaSession } {
  const { account, handler, scope } = who
  const token = randomToken()
  const ids = { tokenHash: secretHash(token), accountId: account.id, handlerId: handler?.id ?? null }
  return {
    opening: {
      session: { ...ids, scope, clientHash, expiresAt },
      ...{ device: deviceOf(ownerOf(who), clientHash), now },
    },
    answer: { token, ...sessionView(account, handler, scope, expiresAt) },
  }
}

export function sessionView(
  account: Account,
  handler: Account | null,
  scope: SessionScope,
  expiresAt: number,
): Omit<RaSession, 'token'> {
  return {
    scope,
    expiresAt: iso(expiresAt),
    account: scope === 'code' ? strangersView(account) : accountView(account),
    handler: handler === null ? null : { name: handler.applicantName },
    codeChannels: scope === 'code' ? maskedContacts(account) : [],
  }
}
