import { errorOf, isAssistantError, reportOf } from '../../shared/errors/index.ts'
import type { AccountState, CodeWanted, ErrorReport, LoginChannel } from '../../shared/models/index.ts'
import type { RaClient, RaSession } from '../../shared/ra-contract/index.ts'
import { type Authority, onOwnClock } from '../authority/index.ts'

/** A login that the authority accepts only after a code. It is never written down; after a restart it begins again. */
export type WaitingLogin = {
  readonly issuerId: string
  readonly token: string
  readonly account: CodeWanted
}

/** The authority reports code errors in the words of unlocking, but a login involves no Ukey. */
const ofLogin = ({ code, params }: ErrorReport): ErrorReport | null => {
  switch (code) {
    case 'unlock-code-wrong':
      return { code: 'login-code-wrong', params }
    case 'unlock-code-stale':
      return { code: 'login-code-stale', params: {} }
    case 'unlock-contact-missing':
      return { code: 'login-contact-missing', params: {} }
    default:
      return null
  }
}

const inWordsOfLogin = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call
  } catch (error) {
    const told = isAssistantError(error) ? ofLogin(reportOf(error)) : null
    throw told === null ? error : errorOf(told, error)
  }
}

export const waitingOf = (session: RaSession, issuerId: string): WaitingLogin => ({
  issuerId,
  token: session.token,
  account: {
    state: 'code-wanted',
    userName: session.account.userName,
    applicantName: session.account.applicantName,
    channels: session.codeChannels,
    sent: null,
    problem: null,
    expiresAt: session.expiresAt,
  },
})

export const isWaiting = (account: AccountState): account is CodeWanted => account.state === 'code-wanted'

type Sessions = RaClient['sessions']

/** Has the code sent. The time from which another may be requested is converted to this computer's clock. */
export const sendCodeTo = async (
  { authority, clock }: { readonly authority: Pick<Authority, 'now'>; readonly clock: () => Date },
  sessions: Sessions,
  channel: LoginChannel,
): Promise<CodeWanted['sent']> => {
  const { masked, againAt } = await inWordsOfLogin(sessions.sendCode({ channel }))
  return { channel, masked, againAt: onOwnClock(againAt, authority, clock) }
}

export const redeemCode = (sessions: Sessions, code: string): Promise<RaSession> =>
  inWordsOfLogin(sessions.byCode({ code }))

/** The login with the reason why its first code could not be sent. The login itself goes on. */
export const withProblem = (waiting: WaitingLogin, error: unknown): WaitingLogin => {
  if (!isAssistantError(error)) throw error
  return { ...waiting, account: { ...waiting.account, problem: reportOf(error) } }
}
