import { setTimeout as sleep } from 'node:timers/promises'
import { type ErrorCode, isAssistantError } from '../../shared/errors/index.ts'

/**
 * Calls that are safe to make twice: the authority answers a repetition with the same state, as the contract says for
 * each. A login is not among them, because it would use up a captcha or a try.
 */
const repeatable = new Set([
  'info',
  'captcha.create',
  'sessions.current',
  'sessions.close',
  'tokens.list',
  'requests.open',
  'requests.list',
  'requests.get',
  'requests.submitCsr',
  'requests.collect',
  'requests.confirm',
  'requests.abandon',
  'orders.get',
  'certificates.list',
  'certificates.get',
])

export const isRepeatable = (procedure: readonly string[]): boolean => repeatable.has(procedure.join('.'))

/** Failures that may be gone a moment later. A missing network, a refused certificate or a portal will not. */
const passing = new Set<ErrorCode>([
  'network-refused',
  'network-timeout',
  'authority-fault',
  'authority-answer-unreadable',
])

export type RepeatOptions = {
  readonly attempts: number
  readonly pauseMs: number
  readonly stopped: AbortSignal
}

/** Pauses that grow and differ from client to client, so that clients do not all come back at once. */
const pause = async (attempt: number, { pauseMs, stopped }: RepeatOptions): Promise<void> => {
  const length = pauseMs * 2 ** attempt * (0.5 + Math.random())
  await sleep(length, undefined, { signal: stopped }).catch(() => {}) // if stopped, the caller looks at the signal
}

export const withRepetition = async <T>(work: () => Promise<T>, options: RepeatOptions): Promise<T> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const again = isAssistantError(error) && passing.has(error.code) && attempt + 1 < options.attempts
      if (again) await pause(attempt, options)
      if (!again || options.stopped.aborted) throw error
    }
  }
}
