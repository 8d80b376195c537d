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

/** What was done with a certificate. No PIN, no key, no content of what was signed. */
export const historyEntry = z.readonly(
  z.object({
    at: z.string(),
    kind: historyKind,
    tokenId: z.string(),
    tokenName: z.string(),
    holder: z.string().nullable(),
    /** Serial number of the certificate; null where it concerns the whole token. */
    serial: z.string().nullable(),
    /** Which reason was given, or what else belongs to it. */
    detail: z.string().nullable(),
  }),
)

export type HistoryKind = z.infer<typeof historyKind>
export type HistoryEntry = z.infer<typeof historyEntry>
