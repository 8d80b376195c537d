import { heardAs } from '../../shared/channel/heard-as.ts'
import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import { cancelled, fileTurns } from '../derivation/turns.ts'
import type { Child, Fork } from '../host/child.ts'
import { type PfxAnswer, type PfxKey, pfxAnswer } from './messages.ts'

const ask = (child: Child, file: Uint8Array, password: Pin): void => {
  const bytes = password.copy()
  child.send({ file, password: bytes })
  bytes.fill(0)
}

const answerOf = (child: Child, signal: AbortSignal | undefined): Promise<PfxAnswer> =>
  new Promise((resolve, reject) => {
    child.onMessage((message) => {
      const answer = heardAs(pfxAnswer, message)
      if (answer.success) resolve(answer.data)
      else reject(new Error('the opener of .pfx files answered with nonsense'))
    })
    // After an answer this changes nothing.
    child.onExit((how) => {
      reject(signal?.aborted ? cancelled() : new Error(`the opener of .pfx files ended: ${how}`))
    })
  })

const opened = async (
  fork: Fork,
  file: Uint8Array,
  password: Pin,
  signal: AbortSignal | undefined,
): Promise<PfxAnswer> => {
  const child = fork('pfx-opener', String(process.pid))
  const ended = new Promise<void>((resolve) => child.onExit(() => resolve()))
  const end = () => child.kill()
  signal?.addEventListener('abort', end, { once: true })
  try {
    const answer = answerOf(child, signal)
    ask(child, file, password)
    return await answer
  } finally {
    signal?.removeEventListener('abort', end)
    child.kill()
    // The next one waits until the memory of this one is free.
    await ended
  }
}

/**
 * The RSA keys of an old .pfx or .p12 file that have their certificate beside them. The file is opened in its own
 * process, which ends with the answer or with the signal.
 */
export const openPfx = async (
  fork: Fork,
  file: Uint8Array,
  password: Pin,
  signal?: AbortSignal,
): Promise<readonly PfxKey[]> => {
  const answer = await fileTurns.run(signal, () => opened(fork, file, password, signal))
  if (answer.kind === 'opened') return answer.keys
  if (answer.kind === 'failed') throw new Error(answer.reason)
  throw new AssistantError(answer.code, {}, new Error(answer.reason))
}
