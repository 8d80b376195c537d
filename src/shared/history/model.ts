import { z } from 'zod'

export const historyKind = z.enum([
  'issued',
  'renewed',
  /** Its keys stayed, and only their certificates changed. */
  'certified-again',
  'upgraded',
  'replaced',
  'suspended',
  'resumed',
  'pin-changed',
  'pin-locked',
  'unlocked',
  'backed-up',
  'moved',
  'removed',
  'restored',
  'imported',
])

/** Longer than any text that the history writes. */
const text = z.string().max(4_000)

/** One thing that was done with a certificate. It holds no PIN, no key and no content of what was signed. */
export const historyEntry = z.readonly(
  z.object({
    at: z.string().max(40),
    kind: historyKind,
    tokenId: z.string().max(500),
    tokenName: text,
    holder: text.nullable(),
    /** Serial number of the certificate; null if the entry concerns the whole token. */
    serial: z.string().max(200).nullable(),
    /** The reason that was given, or another detail. */
    detail: text.nullable(),
  }),
)

export type HistoryKind = z.infer<typeof historyKind>
export type HistoryEntry = z.infer<typeof historyEntry>
