import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type FeedData, feedData, noFeed } from '../../shared/updates/feed-data.ts'

/** Where the build's own facts lie below the folder of the resources. */
export const feedFileIn = (resources: string): string => join(resources, 'updates', 'feed.json')

/** What this build believes. A build without the file, or with one that is wrong, looks for nothing. */
export const readFeedData = (resources: string, log: (line: string) => void): FeedData => {
  const path = feedFileIn(resources)
  if (!existsSync(path)) return noFeed
  try {
    return feedData.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    log(`updates/feed.json is not valid, so nothing is looked for: ${String(error)}`)
    return noFeed
  }
}

const built = z.object({ at: z.iso.datetime() })

/** When this build was made (`out/built.json`); null if that is not known. No true clock shows an earlier time. */
export const builtAt = (build: string): Date | null => {
  try {
    return new Date(built.parse(JSON.parse(readFileSync(join(build, 'built.json'), 'utf8'))).at)
  } catch {
    return null
  }
}
