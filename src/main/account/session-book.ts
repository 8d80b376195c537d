import type { AccountAtIssuer } from '../../shared/models/index.ts'
import type { Authorities } from '../authority/index.ts'
import { forgetSession, isWritten, readAccountFile, type StoredSession } from './account-file.ts'
import { deviceIdAt, newDeviceSecret } from './device-id.ts'
import { isWaiting, type WaitingLogin } from './login-code.ts'

export type Session = StoredSession | WaitingLogin

export type SessionBookOptions = {
  readonly authorities: Pick<Authorities, 'of'>
  /** The file that holds the sessions between two starts. */
  readonly store: string
  readonly isKnown: (issuerId: string) => boolean
  readonly changed: (accounts: readonly AccountAtIssuer[]) => void
}

/** All sessions of this installation, the last used first. The first session of an issuer is the one that acts. */
export type SessionBook = {
  /** The id by which an authority knows this device. */
  deviceAt(issuerId: string): string
  at(issuerId: string): readonly Session[]
  all(): readonly Session[]
  /** Puts a session first and removes those that `instead` matches. */
  put(session: Session, instead?: (other: Session) => boolean): void
  /** The session with the same token gets other facts and keeps its place. */
  replace(session: StoredSession): void
  /**
   * Writes the sessions to disk for the next start. A full disk keeps nobody out: the sessions are then written as soon
   * as there is room.
   */
  keep(): void
  /** Writes what could not be written so far. */
  catchUp(): void
  remove(token: string): void
  stop(): void
}

/** Timers cannot wait longer than 2^31 ms; sessions are shorter anyway. */
const longestWait = 2 ** 31 - 1

const isStored = (session: Session): session is StoredSession => !isWaiting(session.account)

export const createSessionBook = (options: SessionBookOptions): SessionBook => {
  const { authorities, store } = options
  const file = readAccountFile(store)
  const clientId = file?.clientId ?? newDeviceSecret()
  let sessions: readonly Session[] = []
  const timers = new Map<string, NodeJS.Timeout>()

  /** What an authority keeps for this device, such as a dossier, is lost with its secret, so that is on disk first. */
  let isDeviceKept = file !== null
  const deviceAt: SessionBook['deviceAt'] = (issuerId) => {
    if (!isDeviceKept) keep()
    return deviceIdAt(issuerId, clientId)
  }
  const timeLeft = ({ issuerId, account }: Session): number =>
    Date.parse(account.expiresAt) - authorities.of(issuerId).now().getTime()
  const at: SessionBook['at'] = (issuerId) =>
    sessions.filter((one) => one.issuerId === issuerId && timeLeft(one) > 0)
  const all = () => sessions.filter((one) => timeLeft(one) > 0)

  /** The client of an issuer speaks for the first session there. */
  const become = (next: readonly Session[]): void => {
    const concerned = new Set([...sessions, ...next].map(({ issuerId }) => issuerId))
    sessions = next
    for (const issuerId of concerned) {
      const acting = at(issuerId)[0]
      authorities.of(issuerId).speakFor(acting ? { token: acting.token, clientId: deviceAt(issuerId) } : null)
    }
    options.changed(all().map(({ issuerId, account }) => ({ issuerId, account })))
  }
  const stored = () => ({ clientId, sessions: sessions.filter(isStored) })
  let isKept = true
  const keep = (): void => {
    isKept = isWritten(store, stored())
    isDeviceKept ||= isKept
  }
  const catchUp = (): void => {
    if (!isKept) keep()
  }

  const remove: SessionBook['remove'] = (token) => {
    const found = sessions.find((one) => one.token === token)
    if (!found) return
    clearTimeout(timers.get(token))
    timers.delete(token)
    become(sessions.filter((one) => one !== found))
    if (isStored(found)) isKept = forgetSession(store, stored())
  }
  const watch = (session: Session): void => {
    clearTimeout(timers.get(session.token))
    const wait = Math.min(Math.max(timeLeft(session), 0), longestWait)
    timers.set(session.token, setTimeout(() => remove(session.token), wait).unref())
  }
  const put: SessionBook['put'] = (session, instead = () => false) => {
    const others = sessions.filter((one) => one.token !== session.token && !instead(one))
    become([session, ...others])
    watch(session)
  }

  const replace: SessionBook['replace'] = (session) => {
    if (!sessions.some(({ token }) => token === session.token)) return
    become(sessions.map((one) => (one.token === session.token ? session : one)))
    watch(session)
  }

  const restored = (file?.sessions ?? []).filter((one) => options.isKnown(one.issuerId) && timeLeft(one) > 0)
  if (restored.length > 0) become(restored)
  for (const session of restored) watch(session)

  return {
    deviceAt,
    at,
    all,
    put,
    replace,
    keep,
    catchUp,
    remove,
    stop: () => {
      catchUp()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
