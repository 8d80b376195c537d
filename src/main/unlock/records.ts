import { z } from 'zod'
import { tokenKind, unlockChannel } from '../../shared/models/index.ts'

const at = z.iso.datetime()

const started = z.readonly(
  z.object({
    type: z.literal('started'),
    at,
    issuerId: z.string(),
    /** An unlocking with the reserved phone cannot go on after a restart, because its session was never on disk. */
    who: z.enum(['account', 'phone']),
    tokenName: z.string(),
    token: z.readonly(
      z.object({ tokenId: z.string(), kind: tokenKind, vendor: z.string(), serial: z.string() }),
    ),
  }),
)

const opened = z.readonly(
  z.object({
    type: z.literal('opened'),
    at,
    unlockId: z.string(),
    channels: z.readonly(z.array(z.readonly(z.object({ channel: unlockChannel, masked: z.string() })))),
    expiresAt: z.string(),
  }),
)

const codeSent = z.readonly(
  z.object({ type: z.literal('code-sent'), at, sentTo: z.string(), againAt: z.string() }),
)

/** From this record on the code may be used up. */
const redeeming = z.readonly(z.object({ type: z.literal('redeeming'), at }))
/** From this record on the Ukey may have its new PIN. */
const unlocking = z.readonly(z.object({ type: z.literal('unlocking'), at }))

const ended = z.readonly(
  z.object({
    type: z.literal('ended'),
    at,
    how: z.enum(['done', 'elsewhere', 'refused', 'given-up', 'interrupted']),
  }),
)

/**
 * No code, no secret and no session: a journal says how far the unlocking came and holds nothing that could be used.
 */
export const unlockRecord = z.discriminatedUnion('type', [
  started,
  opened,
  codeSent,
  redeeming,
  unlocking,
  ended,
])

export type UnlockRecord = z.infer<typeof unlockRecord>
export type UnlockStarted = z.infer<typeof started>
export type UnlockEnd = z.infer<typeof ended>['how']

/** Where an unlocking stood when its journal ends. */
export type UnlockProgress = {
  readonly started: UnlockStarted
  readonly opened: z.infer<typeof opened> | null
  readonly codeSent: z.infer<typeof codeSent> | null
  readonly reached: UnlockRecord['type']
}

const last = <T extends UnlockRecord['type']>(
  records: readonly UnlockRecord[],
  type: T,
): Extract<UnlockRecord, { type: T }> | null =>
  records.findLast((record): record is Extract<UnlockRecord, { type: T }> => record.type === type) ?? null

/** Once the Ukey was asked, no later record takes that back. */
const reachedBy = (records: readonly UnlockRecord[]): UnlockRecord['type'] => {
  const type = records.at(-1)?.type ?? 'started'
  return type !== 'ended' && last(records, 'unlocking') ? 'unlocking' : type
}

/** The progress according to the records; null if no unlocking can have written them. */
export const unlockProgressOf = (records: readonly UnlockRecord[]): UnlockProgress | null => {
  const [first, ...rest] = records
  if (first?.type !== 'started' || rest.some(({ type }) => type === 'started')) return null
  return {
    started: first,
    opened: last(records, 'opened'),
    codeSent: last(records, 'code-sent'),
    reached: reachedBy(records),
  }
}
