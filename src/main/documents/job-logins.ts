import type { PresentToken, TokenSession } from '../../native/index.ts'
import type { ErrorCode, ErrorReport } from '../../shared/errors/codes.ts'
import { isAssistantError, reportOf } from '../../shared/errors/index.ts'
import type { PromptContent } from '../../shared/models/index.ts'
import { openedWith, refuseUnready, refuseUnsure } from '../pin/index.ts'
import { answerOf } from '../prompt/outcome.ts'
import type { Prompts } from '../prompt/prompts.ts'

/** What a job does with a key, as the person is asked. */
export type KeyUse = {
  readonly present: PresentToken
  readonly certificateId: string | null
  readonly purpose: 'sign' | 'decrypt'
  readonly content: PromptContent
  readonly signal: AbortSignal
}

/**
 * The logins of one job. The PIN is asked for once; the login stays open until the job has ended, or rests too long. No
 * PIN is kept here.
 */
export type JobLogins = {
  /** Works with the token. A login that fails is over. */
  use<T>(use: KeyUse, work: (session: TokenSession) => Promise<T>): Promise<T>
  isOpen(tokenId: string): boolean
  /** Tokens that this job has worked with. */
  known(): ReadonlySet<string>
  end(): Promise<void>
}

export type JobLoginsParts = {
  readonly prompts: Pick<Prompts, 'askPin'>
  readonly busy: (tokenId: string) => string | null
}

type Login = { readonly session: TokenSession; readonly close: () => void; readonly over: Promise<void> }

/** The person may type again. */
const again: readonly ErrorCode[] = [
  'pin-wrong',
  'pin-wrong-last-try',
  'pin-wrong-uncounted',
  'pin-length',
  'pin-not-encodable',
  'last-try-unconfirmed',
]

/** A failure that is about one key or one ciphertext; the login itself goes on. */
const harmless: readonly ErrorCode[] = ['input-invalid', 'envelope-broken', 'token-lacks', 'token-refused']

const staysOpen = (error: unknown): boolean => isAssistantError(error) && harmless.includes(error.code)

/** Logs in and stays logged in until `close` is called. */
const openLogin = (
  token: PresentToken['token'],
  pin: Parameters<PresentToken['token']['withSession']>[0],
): Promise<Login> =>
  new Promise((resolve, reject) => {
    const end = Promise.withResolvers<void>()
    const over = Promise.withResolvers<void>()
    const stay = async (session: TokenSession): Promise<void> => {
      resolve({ session, close: () => end.resolve(), over: over.promise })
      await end.promise
    }
    token.withSession(pin, stay).then(
      () => over.resolve(),
      // After it was opened this is only how it ended.
      (error: unknown) => {
        over.resolve()
        reject(error)
      },
    )
  })

export const createJobLogins = ({ prompts, busy }: JobLoginsParts): JobLogins => {
  const open = new Map<string, Login>()
  const known = new Set<string>()

  const asked = async (use: KeyUse, problem: ErrorReport | null): Promise<Login> => {
    const { present, certificateId, purpose, content, signal } = use
    const tokenId = present.facts.id
    const question = {
      ...({ asker: { kind: 'assistant' }, purpose, tokenId, certificateId } as const),
      ...{ content, signal, problem },
    }
    const outcome = await prompts.askPin(question, async (given) => {
      await refuseUnsure(present.token, given)
      const { token, pin } = openedWith(present, given)
      return openLogin(token, pin)
    })
    return answerOf(outcome)
  }
  /** Until the PIN is right, the person refuses, or the token cannot go on. */
  const login = async (use: KeyUse): Promise<Login> => {
    let problem: ErrorReport | null = null
    for (;;) {
      refuseUnready(use.present, busy(use.present.facts.id))
      try {
        return await asked(use, problem)
      } catch (error) {
        if (!isAssistantError(error) || !again.includes(error.code)) throw error
        problem = reportOf(error)
      }
    }
  }
  const leave = async (tokenId: string): Promise<void> => {
    const one = open.get(tokenId)
    open.delete(tokenId)
    one?.close()
    await one?.over
  }
  return {
    use: async (use, work) => {
      const { id } = use.present.facts
      const one = open.get(id) ?? (await login(use))
      open.set(id, one)
      known.add(id)
      try {
        return await work(one.session)
      } catch (error) {
        if (!staysOpen(error)) await leave(id)
        throw error
      }
    },
    isOpen: (tokenId) => open.has(tokenId),
    known: () => known,
    end: async () => {
      await Promise.all([...open.keys()].map(leave))
    },
  }
}
