import { z } from 'zod'
import type { Duplex } from '../../shared/channel/duplex.ts'

/** A call of the contract, or the end of a call that nobody waits for any more. A window sends nothing else. */
const contractMessage = z.union([
  z.object({
    i: z.string().max(64),
    t: z.literal(1).optional(),
    p: z.object({
      u: z.string().regex(/^(\/[A-Za-z]{1,40}){1,4}$/),
      b: z.unknown().optional(),
      h: z.record(z.string(), z.string()).optional(),
      m: z.literal('POST').optional(),
    }),
  }),
  z.object({ i: z.string().max(64), t: z.literal(4), p: z.unknown().optional() }),
])

const read = (message: unknown): unknown => {
  if (typeof message !== 'string') return message
  try {
    return JSON.parse(message)
  } catch {
    return undefined // the error's text would quote the message, and with it whatever was typed
  }
}

/**
 * The channel without messages that no window of ours sends. They are dropped unread, so that nothing in them can get
 * into the log.
 */
export const contractMessagesOnly = (channel: Duplex, dropped: () => void): Duplex => ({
  ...channel,
  onMessage: {
    addListener: (listener) =>
      channel.onMessage.addListener((message) => {
        const known = contractMessage.safeParse(read(message))
        if (known.success) listener(known.data)
        else dropped()
      }),
  },
})
