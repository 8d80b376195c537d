import { z } from 'zod'
import type { Notice, TokenView } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallFileAt } from '../files/file-reading.ts'

const file = z.readonly(z.object({ format: z.literal(1), offered: z.array(z.string()).readonly() }))

const read = (path: string): readonly string[] => {
  const text = smallFileAt(path)
  if (text === null) return []
  try {
    return file.parse(JSON.parse(text)).offered
  } catch {
    return [] // all that is lost is that a change is offered once more
  }
}

const prefix = 'default-pin '
const noticeOf = ({ id, label, vendor }: TokenView): Notice => ({
  id: `${prefix}${id}`,
  level: 'attention',
  report: { code: 'pin-is-default', params: { name: label || vendor, tokenId: id } },
})

/**
 * Offers the change of a PIN that is still the one the Ukey came with: once for each Ukey, when it is plugged in.
 * The notice leaves by itself when the PIN was changed or the Ukey is pulled out.
 */
export const createDefaultPinNotice = (path: string) => {
  let offered = read(path)

  const offer = (tokenId: string): void => {
    offered = [...offered, tokenId]
    writeAtomically(path, `${JSON.stringify({ format: 1, offered })}\n`)
  }

  /** The notices as they should stand now, and those that were not there before. */
  return (tokens: readonly TokenView[], notices: readonly Notice[]) => {
    const factory = tokens.filter(({ pin }) => pin.isDefault && pin.initialised && !pin.locked)
    const fresh = factory.filter(({ id }) => !offered.includes(id))
    for (const { id } of fresh) offer(id)
    const ids = new Set(factory.map(({ id }) => `${prefix}${id}`))
    const kept = notices.filter(({ id }) => !id.startsWith(prefix) || ids.has(id))
    return { notices: [...kept, ...fresh.map(noticeOf)], fresh: fresh.map(noticeOf) }
  }
}
