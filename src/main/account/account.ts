import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type {
  AccountState,
  Captcha,
  LoginChannel,
  LoginForm,
  PasswordLogin,
  SignedIn,
} from '../../shared/models/index.ts'
import type { RaClient, RaSession } from '../../shared/ra-contract/index.ts'
import type { Authority } from '../authority/index.ts'
import type { StoredSession } from './account-file.ts'
import { isWaiting, redeemCode, sendCodeTo, type WaitingLogin, waitingOf, withProblem } from './login-code.ts'
import type { Session, SessionBook } from './session-book.ts'

export type AccountOptions = {
  readonly authority: Authority
  readonly book: SessionBook
  readonly clock: () => Date
  /** The language of the captcha's question in words. */
  readonly language: () => 'zh-CN' | 'en'
}

/** Who is logged in at one authority. There can be several persons; the one that was last used acts. */
export type Account = {
  state(): AccountState
  /** The id by which this authority knows this device. */
  deviceId(): string
  captcha(): Promise<Captcha>
  /** Logs in, or has a code sent if the authority wants one first. Others stay logged in there. */
  login(form: Omit<LoginForm, 'issuerId'>): Promise<void>
  /** Logs in with a password, which is only lent. */
  loginByPassword(form: Omit<PasswordLogin, 'issuerId'>): Promise<void>
  /** Sends another code after the wait for the first one, also to the other address on record. */
  sendCode(channel: LoginChannel): Promise<void>
  /** Completes the login with the code that was sent. */
  enterCode(code: string): Promise<void>
  /** The handler who acts chooses for whom; null: for himself. */
  actFor(accountId: string | null): Promise<void>
  /** From now on this person acts. */
  actAs(userName: string): void
  /**
   * Forgets the session of this person, or of the person who acts if none is named, whatever happens. Tells the
   * authority if it can be reached.
   */
  logout(userName?: string): Promise<void>
  /** Asks the authority whether sessions from the last start are still valid. Offline they count as valid. */
  refresh(): Promise<void>
  /** The client that speaks for this person, whoever acts now. Throws if that person is not logged in. */
  clientOf(userName: string): RaClient
}

/** How long a logout waits for an authority that does not answer, in milliseconds. */
const patience = 1_500

const signedOut: AccountState = { state: 'signed-out' }

const storedOf = (session: RaSession, issuerId: string, now: Date): StoredSession => ({
  issuerId,
  token: session.token,
  account: {
    state: 'signed-in',
    userName: session.account.userName,
    applicantName: session.account.applicantName,
    kind: session.account.kind,
    identity: session.account.maskedIdNumber,
    phone: session.account.maskedPhone,
    complete: session.account.complete,
    handler: session.handler?.name ?? null,
    since: now.toISOString(),
    expiresAt: session.expiresAt,
  },
})

export const createAccount = (options: AccountOptions): Account => {
  const { authority, book, clock } = options
  const { issuerId } = authority
  const deviceId = (): string => book.deviceAt(issuerId)
  const sessions = () => book.at(issuerId)
  const bearerOf = ({ token }: Session) => ({ token, clientId: deviceId() })
  const sessionsOf = (session: Session) => authority.clientOf(bearerOf(session)).sessions
  const named = (userName: string | undefined): Session | undefined =>
    sessions().find(({ account }) => userName === undefined || account.userName === userName)

  const login: Account['login'] = async (form) => {
    const { userName, applicantName, captchaId } = form
    const call = { userName, applicantName, captchaId, captchaAnswer: form.captcha, clientId: deviceId() }
    const opened = await authority.client().sessions.byName(call)
    if (opened.scope !== 'code') return enter(opened)
    const waiting = waitingOf(opened, issuerId)
    book.put(waiting, isWaitingHere)
    await sendFirstCode(waiting)
  }

  const loginByPassword: Account['loginByPassword'] = async ({ way, login: name, captchaId, ...form }) => {
    const opened = await authority.client().sessions.byPassword({
      // An authority knows a 机构代码 by its form.
      loginKind: way === 'organisation-code' ? 'credit-code' : way,
      login: name,
      password: form.password.reveal(),
      ...{ captchaId, captchaAnswer: form.captcha, clientId: deviceId() },
    })
    enter(opened)
  }

  /** A login that was not completed is replaced by the next one. */
  const isWaitingHere = (other: Session): boolean => other.issuerId === issuerId && isWaiting(other.account)

  /** The login goes on even if no code can be sent; the page then shows why. */
  const sendFirstCode = async (waiting: WaitingLogin): Promise<void> => {
    const [first] = waiting.account.channels
    if (first === undefined) return
    try {
      await sendCode(first.channel)
    } catch (error) {
      if (!isHere(waiting)) throw error
      book.put(withProblem(waiting, error))
    }
  }

  /** `left`: the session that this one takes the place of. */
  const enter = (opened: RaSession, left?: Session): void => {
    const stored = storedOf(opened, issuerId, clock())
    const { userName } = stored.account
    book.put(
      stored,
      (other) =>
        other.token === left?.token ||
        isWaitingHere(other) ||
        (other.issuerId === issuerId && other.account.userName === userName),
    )
    book.keep()
  }

  const waitingLogin = (): WaitingLogin => {
    for (const session of sessions())
      if (isWaiting(session.account)) return { ...session, account: session.account }
    throw new AssistantError('login-needed')
  }

  /** A session is gone if the person went back or logged out meanwhile. */
  const isHere = ({ token }: Session): boolean => sessions().some((one) => one.token === token)

  const sendCode = async (channel: LoginChannel): Promise<void> => {
    const waiting = waitingLogin()
    const sent = await sendCodeTo(options, sessionsOf(waiting), channel)
    if (isHere(waiting)) book.put({ ...waiting, account: { ...waiting.account, sent, problem: null } })
  }

  const enterCode = async (code: string): Promise<void> => {
    const waiting = waitingLogin()
    const opened = await redeemCode(sessionsOf(waiting), code)
    if (isHere(waiting)) enter(opened)
  }

  const captcha = async (): Promise<Captcha> => {
    const made = await authority.client().captcha.create({})
    const question = options.language() === 'en' ? made.question.en : made.question.zh
    return { id: made.captchaId, picture: made.svg, question, expiresAt: made.expiresAt }
  }

  const actFor: Account['actFor'] = async (accountId) => {
    const [session] = sessions()
    if (session === undefined) throw new AssistantError('login-needed')
    const client = authority.clientOf(bearerOf(session))
    const opened = await client.identity.account.actFor({ accountId, clientId: deviceId() })
    if (isHere(session)) enter(opened, session)
  }

  const logout: Account['logout'] = async (userName) => {
    const session = named(userName)
    if (session === undefined) return
    const closing = sessionsOf(session).close({})
    try {
      await Promise.race([closing, pause(patience, undefined, { ref: false })])
    } catch (error) {
      // If the authority was not reached, the session ends there by itself. Anything else is our own fault.
      if (!isAssistantError(error) || error.code === 'unexpected') throw error
    } finally {
      // A late answer no longer matters to anybody.
      closing.catch(() => undefined)
      book.remove(session.token)
    }
  }

  const refreshOne = async (session: Session): Promise<void> => {
    try {
      const found = await sessionsOf(session).current({})
      if (!isWaiting(session.account)) follow({ ...session, account: session.account }, found)
    } catch (error) {
      if (!isAssistantError(error)) throw error
      if (error.code === 'login-needed') book.remove(session.token) // for login-expired see onSessionEnded
    }
  }

  /** What has become of the account since, for example by 信息补录. */
  const follow = (session: StoredSession, found: Omit<RaSession, 'token'>): void => {
    const { since } = session.account
    const { account } = storedOf({ ...found, token: session.token }, issuerId, new Date(since))
    if (isDeepStrictEqual(account, session.account)) return
    book.replace({ ...session, account })
    book.keep()
  }

  authority.onSessionEnded(book.remove)

  return {
    state: () => sessions()[0]?.account ?? signedOut,
    deviceId,
    captcha,
    login,
    loginByPassword,
    sendCode,
    enterCode,
    actFor,
    actAs: (userName) => {
      const session = named(userName)
      if (session === undefined) throw new AssistantError('login-needed')
      book.put(session)
      book.keep()
    },
    logout,
    refresh: async () => {
      book.catchUp()
      for (const session of sessions()) await refreshOne(session)
    },
    clientOf: (userName) => {
      const session = named(userName)
      if (session === undefined) throw new AssistantError('login-needed')
      return authority.clientOf(bearerOf(session))
    },
  }
}

/** The account that acts; throws if nobody is logged in. */
export const signedIn = (account: Pick<Account, 'state'>): SignedIn => {
  const state = account.state()
  if (state.state === 'code-wanted') throw new AssistantError('login-code-wanted')
  if (state.state !== 'signed-in') throw new AssistantError('login-needed')
  return state
}
