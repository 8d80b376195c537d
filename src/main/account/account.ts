import { setTimeout as pause } from 'node:timers/promises'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { AccountState, Captcha, LoginChannel, LoginForm } from '../../shared/models/index.ts'
import type { RaSession } from '../../shared/ra-contract/index.ts'
import type { Authority } from '../authority/index.ts'
import { forgetSession, readAccountFile, type StoredSession, writeAccountFile } from './account-file.ts'
import { deviceIdAt, newDeviceSecret } from './device-id.ts'
import { isWaiting, redeemCode, sendCodeTo, type WaitingLogin, waitingOf, withProblem } from './login-code.ts'

export type AccountOptions = {
  readonly authority: Authority
  /** The file that holds the session between two starts. */
  readonly store: string
  readonly clock: () => Date
  readonly changed: (account: AccountState) => void
  /** Language of the captcha's question in words. */
  readonly language?: () => 'zh-CN' | 'en'
}

/** Who is logged in at the authority that was chosen. */
export type Account = {
  state(): AccountState
  /** What the authority that was chosen knows this device by. */
  deviceId(): string
  captcha(): Promise<Captcha>
  /** Logs in, or has a code sent where the authority wants one first. */
  login(form: LoginForm): Promise<void>
  /** Another code, once the first had its time; also to the other address on record. */
  sendCode(channel: LoginChannel): Promise<void>
  /** The code that was sent completes the login. */
  enterCode(code: string): Promise<void>
  /** Forgets the session here whatever happens, and tells the authority when it can be reached. */
  logout(): Promise<void>
  /** Asks the authority whether a session kept from the last start still holds; offline it is believed. */
  refresh(): Promise<void>
  /** The issuer has changed: a session belongs to one authority. */
  issuerChanged(): void
  stop(): void
}

/** So long an authority that does not answer may keep a person from having logged out. */
const patience = 1_500

const signedOut: AccountState = { state: 'signed-out' }
/** Timers cannot wait longer than 2^31 ms; sessions are shorter anyway. */
const longestWait = 2 ** 31 - 1

const storedOf = (session: RaSession, issuerId: string, now: Date): StoredSession => ({
  issuerId,
  token: session.token,
  account: {
    state: 'signed-in',
    userName: session.account.userName,
    applicantName: session.account.applicantName,
    kind: session.account.kind,
    identity: session.account.maskedIdNumber,
    since: now.toISOString(),
    expiresAt: session.expiresAt,
  },
})

export const createAccount = (options: AccountOptions): Account => {
  const { authority, store, clock } = options
  const kept = readAccountFile(store)
  const clientId = kept?.clientId ?? newDeviceSecret()
  let session: StoredSession | WaitingLogin | null = null
  let expiry: NodeJS.Timeout | undefined

  const deviceId = (): string => deviceIdAt(authority.issuerId(), clientId)

  const holds = <T extends StoredSession | WaitingLogin>(stored: T | null): stored is T =>
    stored !== null &&
    stored.issuerId === authority.issuerId() &&
    Date.parse(stored.account.expiresAt) > authority.now().getTime()

  const state = (): AccountState => (holds(session) ? session.account : signedOut)

  const become = (next: StoredSession | WaitingLogin | null): void => {
    clearTimeout(expiry)
    session = next
    authority.speakFor(
      next === null ? null : { token: next.token, clientId: deviceIdAt(next.issuerId, clientId) },
    )
    if (next !== null) {
      const left = Date.parse(next.account.expiresAt) - authority.now().getTime()
      expiry = setTimeout(() => forget(), Math.min(Math.max(left, 0), longestWait))
      expiry.unref()
    }
    options.changed(state())
  }

  const forget = (): void => {
    if (session === null) return
    become(null)
    forgetSession(store, clientId)
  }

  const login = async (form: LoginForm): Promise<void> => {
    const { userName, applicantName, captchaId } = form
    const names = { userName, applicantName, captchaId, captchaAnswer: form.captcha }
    const opened = await authority.client().sessions.byName({ ...names, clientId: deviceId() })
    if (opened.scope !== 'code') return enter(opened)
    const waiting = waitingOf(opened, authority.issuerId())
    become(waiting)
    await sendFirstCode(waiting)
  }

  /** The names are accepted whatever becomes of the message: the page shows why none was sent. */
  const sendFirstCode = async (waiting: WaitingLogin): Promise<void> => {
    const [first] = waiting.account.channels
    if (first === undefined) return
    try {
      await sendCode(first.channel)
    } catch (error) {
      if (!stillWaits(waiting)) throw error
      become(withProblem(waiting, error))
    }
  }

  const enter = (opened: RaSession): void => {
    const stored = storedOf(opened, authority.issuerId(), clock())
    become(stored)
    writeAccountFile(store, { format: 1, clientId, session: stored })
  }

  const waitingLogin = (): WaitingLogin => {
    if (session === null || !isWaiting(session.account)) throw new AssistantError('login-needed')
    return { ...session, account: session.account }
  }

  /** Whoever went back meanwhile, or chose another authority, has given this login up. */
  const stillWaits = ({ token }: WaitingLogin): boolean => session?.token === token

  const sendCode = async (channel: LoginChannel): Promise<void> => {
    const waiting = waitingLogin()
    const sent = await sendCodeTo(options, channel)
    if (stillWaits(waiting)) become({ ...waiting, account: { ...waiting.account, sent, problem: null } })
  }

  const enterCode = async (code: string): Promise<void> => {
    const waiting = waitingLogin()
    const opened = await redeemCode(authority.client().sessions, code)
    if (stillWaits(waiting)) enter(opened)
  }

  const captcha = async (): Promise<Captcha> => {
    const made = await authority.client().captcha.create({})
    const question = options.language?.() === 'en' ? made.question.en : made.question.zh
    return { id: made.captchaId, picture: made.svg, question, expiresAt: made.expiresAt }
  }

  const logout = async (): Promise<void> => {
    if (session === null) return
    const closing = authority.client().sessions.close({})
    try {
      await Promise.race([closing, pause(patience, undefined, { ref: false })])
    } catch (error) {
      // Not reached: the session ends by itself at the authority. Anything else is a fault of ours.
      if (!isAssistantError(error) || error.code === 'unexpected') throw error
    } finally {
      // What it still answers later says nothing to anybody.
      closing.catch(() => undefined)
      forget()
    }
  }

  const refresh = async (): Promise<void> => {
    if (session === null) return
    try {
      await authority.client().sessions.current({})
    } catch (error) {
      if (!isAssistantError(error)) throw error
      if (error.code === 'login-needed') forget() // login-expired is heard through onSessionEnded
    }
  }

  authority.onSessionEnded(forget)
  const restored = kept?.session ?? null
  if (holds(restored)) become(restored)

  return {
    state,
    deviceId,
    captcha,
    login,
    sendCode,
    enterCode,
    logout,
    refresh,
    issuerChanged: () => {
      const stored = readAccountFile(store)?.session ?? null
      become(holds(stored) ? stored : null)
    },
    stop: () => clearTimeout(expiry),
  }
}

/** The user name of the account, or the refusal that a business needs a login first. */
export const signedIn = (account: Account): Extract<AccountState, { state: 'signed-in' }> => {
  const state = account.state()
  if (state.state === 'code-wanted') throw new AssistantError('login-code-wanted')
  if (state.state !== 'signed-in') throw new AssistantError('login-needed')
  return state
}
