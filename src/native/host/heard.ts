import { z } from 'zod'
import { errorReport } from '../../shared/errors/report.ts'
import type { Finding } from '../abi.ts'
import type { Answer, FromHost, HostEvent } from './protocol.ts'

const isAnswer = (one: unknown): one is Answer => {
  if (!Array.isArray(one) || typeof one[0] !== 'number') return false
  return one[1] === true || (one[1] === false && errorReport.safeParse(one[2]).success)
}

/** More functions than any library has would be nonsense, and so would longer names and words. */
const finding: z.ZodType<Finding> = z.object({
  architecture: z.string().max(40),
  missing: z.array(z.string().max(80)).max(200),
  devices: z.union([z.int().nonnegative(), z.string().max(2000)]),
})

const isEvent = (message: readonly unknown[]): message is HostEvent => {
  const [kind, words, refused] = message
  if (kind === 'unloadable') return typeof words === 'string' && typeof refused === 'boolean'
  if (kind === 'found') return finding.safeParse(words).success
  return kind === 'ready' || kind === 'changed' || kind === 'alive'
}

/** What a host said; null if it is no message of the protocol. The host's library may write into its channel. */
export const heard = (message: unknown): FromHost | null => {
  if (!Array.isArray(message)) return null
  if (typeof message[0] === 'string') return isEvent(message) ? message : null
  return message.every(isAnswer) ? message : null
}
