import { z } from 'zod'
import { feedKey, signedFeed } from '../../shared/announcements/feed.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

/** As many issuers as anybody has, with as many notices as a feed may hold. */
const mostFeeds = 10
const mostSeen = 400

const keptFeed = z.readonly(
  z.object({
    issuerId: z.string().max(40),
    /** The key that signed it. A feed of another key than the issuer's file names is forgotten. */
    key: feedKey,
    signed: signedFeed,
    fetchedAt: z.iso.datetime(),
    seen: z.array(z.string().max(64)).max(mostSeen).readonly(),
  }),
)

const file = z.object({ format: z.literal(1), feeds: z.array(keptFeed).max(mostFeeds) })

export type KeptFeed = z.infer<typeof keptFeed>

/** A file that cannot be read costs only what the network brings again, and which notices were read. */
export const readFeeds = (path: string): readonly KeptFeed[] => smallJsonAt(path, file)?.feeds ?? []

export const writeFeeds = (path: string, feeds: readonly KeptFeed[]): void => {
  const kept = feeds.slice(-mostFeeds).map((one) => ({ ...one, seen: one.seen.slice(-mostSeen) }))
  writeAtomically(path, `${JSON.stringify({ format: 1, feeds: kept })}\n`)
}
