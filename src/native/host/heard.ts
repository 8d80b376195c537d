import { heardAs } from '../../shared/channel/heard-as.ts'
import { errorReport } from '../../shared/errors/report.ts'
import { libraryFinding } from '../../shared/tokens/model.ts'
import type { Answer, FromHost, HostEvent } from './protocol.ts'

const isAnswer = (one: unknown): one is Answer => {
  if (!Array.isArray(one) || typeof one[0] !== 'number') return false
  return one[1] === true || (one[1] === false && heardAs(errorReport, one[2]).success)
}

const isEvent = (message: readonly unknown[]): message is HostEvent => {
  const [kind, words, refused] = message
  if (kind === 'unloadable') return typeof words === 'string' && typeof refused === 'boolean'
  if (kind === 'found') return heardAs(libraryFinding, words).success
  return kind === 'ready' || kind === 'changed' || kind === 'alive'
}

/** What a host said; null if it is no message of the protocol. The host's library may write into its channel. */
export const heard = (message: unknown): FromHost | null => {
  if (!Array.isArray(message)) return null
  if (typeof message[0] === 'string') return isEvent(message) ? message : null
  return message.every(isAnswer) ? message : null
}
