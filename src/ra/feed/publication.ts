import { z } from 'zod'
import { type FeedContent, feedContent, feedLimits } from '../../shared/announcements/feed.ts'
import { CannotStart } from '../cannot-start.ts'
import type { Store } from '../store/store.ts'

const publication = feedContent.extend({ sequence: z.int().min(1) })
export type Publication = Readonly<z.infer<typeof publication>>

export function publicationIn(text: string): Publication {
  return publication.parse(JSON.parse(text))
}

/**
 * Publishes a new feed in place of the last one. Its number is the time, so it rises even if the database was put
 * back from a backup: clients refuse a feed with a lower number than they have seen.
 */
export async function publish(
  store: Pick<Store, 'meta' | 'putMeta'>,
  content: FeedContent,
  now: number,
): Promise<Publication> {
  const before = await store.meta('feed')
  const sequence = Math.max(now, before === null ? 1 : publicationIn(before).sequence + 1)
  const published = { ...content, sequence }
  const text = JSON.stringify(published)
  // Room for the two times that are added when it is signed.
  if (Buffer.byteLength(text) > feedLimits.payloadBytes - 200)
    throw new CannotStart(`a feed has ${feedLimits.payloadBytes} bytes at most`)
  await store.putMeta('feed', text)
  return published
}

/** What somebody wrote into a file to be published. */
export function contentIn(text: string): FeedContent {
  const read = feedContent.strict().safeParse(jsonOf(text))
  if (read.success) return read.data
  const faults = read.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new CannotStart(`this is no feed: ${faults.join('; ')}`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
