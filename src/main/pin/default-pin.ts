import { z } from 'zod'
import type { TokenView } from '../../shared/models/index.ts'
import { rememberedName } from '../../shared/tokens/nickname.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'
import type { Told } from '../notices/notices.ts'

const file = z.readonly(z.object({ format: z.literal(1), offered: z.array(z.string()).readonly() }))

/** After a damaged file a change is only offered once more. */
const read = (path: string): readonly string[] => smallJsonAt(path, file)?.offered ?? []

const noticeOf = (token: TokenView): Told => ({
  key: token.id,
  level: 'attention',
  report: { code: 'pin-is-default', params: { name: rememberedName(token), tokenId: token.id } },
  action: { kind: 'go', verb: 'change-pin', place: { page: 'pin', tokenId: token.id } },
  dismissable: true,
  announced: true,
})

/**
 * Offers to change a PIN that is still the Ukey's first one: once for each Ukey, when it is plugged in. The notice goes
 * by itself when the PIN is changed or the Ukey is removed.
 */
export const createDefaultPinNotices = (path: string) => {
  let offered = read(path)
  let shown: ReadonlySet<string> = new Set()

  const offer = (ids: readonly string[]): void => {
    offered = [...offered, ...ids]
    writeAtomically(path, `${JSON.stringify({ format: 1, offered })}\n`)
  }

  /** What to tell while these tokens are here. */
  return (tokens: readonly TokenView[]): readonly Told[] => {
    const factory = tokens.filter(({ pin }) => pin.isDefault && pin.initialised && !pin.locked)
    const fresh = factory.map(({ id }) => id).filter((id) => !offered.includes(id))
    if (fresh.length > 0) offer(fresh)
    const told = factory.filter(({ id }) => shown.has(id) || fresh.includes(id))
    shown = new Set(told.map(({ id }) => id))
    return told.map(noticeOf)
  }
}
