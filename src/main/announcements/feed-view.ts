import type { Feed, FeedProgram } from '../../shared/announcements/feed.ts'
import type { ErrorReport, FeedView } from '../../shared/models/index.ts'
import { isExpired } from './feed-check.ts'

export type KnownFeed = {
  readonly content: Feed
  readonly fetchedAt: string
  readonly seen: readonly string[]
}

const hostOf = (address: string): string => new URL(address).hostname

const systems: Partial<Readonly<Record<NodeJS.Platform, FeedProgram['system']>>> = {
  win32: 'windows',
  darwin: 'macos',
  linux: 'linux',
}

/** A notice that was changed is news again, so its words are part of what was seen. */
export const seenMark = ({ id, publishedOn }: Feed['notices'][number]): string =>
  `${id} ${publishedOn}`.slice(0, 64)

const empty = { fetchedAt: null, outdated: false, announcements: [], pictures: [], programs: [] } as const

/** What windows see of a feed. The latest notice comes first. */
export const feedViewOf = (
  issuerId: string,
  known: KnownFeed | null,
  problem: ErrorReport | null,
  now: Date,
  platform: NodeJS.Platform = process.platform,
): FeedView => {
  if (known === null) return { issuerId, problem, ...empty }
  const { content, fetchedAt, seen } = known
  const outdated = isExpired(content, now)
  return {
    ...{ issuerId, fetchedAt, problem },
    outdated,
    announcements: content.notices
      .toSorted((one, other) => other.publishedOn.localeCompare(one.publishedOn))
      .map(({ link, ...notice }) => ({
        ...notice,
        host: link === null ? null : hostOf(link),
        unread: !seen.includes(seenMark({ link, ...notice })),
      })),
    pictures: content.pictures.map(({ id, title, link }) => ({ id, title, host: hostOf(link) })),
    programs: (outdated ? [] : content.programs)
      .filter(({ system }) => system === systems[platform])
      .map(({ address, system: _, ...program }) => ({ ...program, host: hostOf(address) })),
  }
}
