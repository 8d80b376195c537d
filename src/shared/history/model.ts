import { z } from 'zod'

export const historyKind = z.enum([
  'issued',
  'renewed',
  'replaced',
  'suspended',
  'pin-changed',
  'pin-locked',
  'unlocked',
  'backed-up',
  'moved',
  'restored',
  'imported',
])

/** Longer than any that is written. */
const text = z.string().max(4_000)

/** What was done with a certificate. No PIN, no key, no content of what was signed. */
export const historyEntry = z.readonly(
  z.object({
    at: z.string().max(40),
    kind: historyKind,
    tokenId: z.string().max(500),
    tokenName: text,
    holder: text.nullable(),
    /** Serial number of the certificate; null where it concerns the whole token. */
    serial: z.string().max(200).nullable(),
    /** Which reason was given, or what else belongs to it. */
    detail: text.nullable(),
  }),
)

export type HistoryKind = z.infer<typeof historyKind>
export type HistoryEntry = z.infer<typeof historyEntry>
