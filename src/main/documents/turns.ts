import { type AssistantError, type ErrorCode, isAssistantError } from '../../shared/errors/index.ts'
import type { Grants } from './file-work/file-worker.ts'

/** What is missing can come back, and then the job goes on with the same file. All else is about one file. */
const holding: ReadonlySet<ErrorCode> = new Set([
  'token-removed',
  'token-absent',
  'token-swapped',
  'token-busy',
  'token-used-elsewhere',
  'token-used-by',
  'token-refused',
  'token-answered-nonsense',
  'driver-not-answering',
  'driver-crashed',
  'driver-gave-up',
  'pin-locked',
  'pin-not-initialised',
  'pin-needed',
  'cancelled-by-user',
  'busy-with-other',
  'document-disk-full',
] as const satisfies readonly ErrorCode[])

export const isHolding = (error: unknown): error is AssistantError =>
  isAssistantError(error) && holding.has(error.code)

/** A file's turn: it uses a token when the files before have used it, and has what it asked for when they are done. */
export type Turn = {
  through(grants: Grants): Grants
  /** The file is done with. `held`: what holds the job, if it does. */
  over(held: AssistantError | null): void
}

/** Promises that wait for one another: each for those before it. */
const createRow = () => {
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    const before = last
    const mine = Promise.withResolvers<void>()
    last = Promise.all([before, mine.promise])
    // Perhaps nobody comes after it.
    last.catch(() => {})
    return { before, resolve: mine.resolve, reject: mine.reject }
  }
}

/**
 * Turns for the files that are worked on at once, in the order of the files. So a person is asked for one PIN, and no
 * result is written before those of the files before it. After a failure that holds the job no other file is written:
 * all fail with the same, and if it was the token's failure, without a word to the token or the person.
 */
export const createTurns = (): { readonly next: () => Turn } => {
  const [uses, files] = [createRow(), createRow()]
  return {
    next: () => {
      const [use, file] = [uses(), files()]
      const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
        await use.before
        const granted = await work()
        use.resolve()
        await file.before
        return granted
      }
      return {
        through: ({ sign, openKey, openPart }) => ({
          sign: (digest, scheme) => inTurn(() => sign(digest, scheme)),
          openKey: (head) => inTurn(() => openKey(head)),
          openPart: (iv, data, last) => inTurn(() => openPart(iv, data, last)),
        }),
        over: (held) => {
          for (const one of [use, file]) held === null ? one.resolve() : one.reject(held)
        },
      }
    },
  }
}
