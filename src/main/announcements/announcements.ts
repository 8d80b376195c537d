import { isDeepStrictEqual } from 'node:util'
import type { Feed, FeedKey, FeedProgram, SignedFeed } from '../../shared/announcements/feed.ts'
import { AssistantError, isAssistantError, reportOf } from '../../shared/errors/index.ts'
import type { ErrorReport, FeedView } from '../../shared/models/index.ts'
import { checkFresh, feedPictureKind, isExpired, openFeed } from './feed-check.ts'
import { type KeptFeed, readFeeds, writeFeeds } from './feed-file.ts'
import { feedViewOf, type KnownFeed, seenMark } from './feed-view.ts'

/** An issuer whose file names the key of a feed. */
export type FeedIssuer = { readonly id: string }

export type AnnouncementsParts = {
  readonly path: string
  readonly issuers: readonly FeedIssuer[]
  /** The key as it is known without asking anybody; null if only the authority inside can tell it. */
  readonly declaredKey: (issuerId: string) => FeedKey | null
  readonly keyOf: (issuerId: string) => Promise<FeedKey | null>
  /** null if nothing was published. */
  readonly fetch: (issuerId: string) => Promise<SignedFeed | null>
  readonly now: (issuerId: string) => Date
  readonly show: (feeds: readonly FeedView[]) => void
  readonly log: (line: string) => void
}

export type AnnouncementsService = {
  /** Shows what is kept. */
  begin(): void
  fetch(issuerId: string): Promise<void>
  /** Whether it is time to ask again without being told to. */
  isDue(issuerId: string): boolean
  seen(issuerId: string): void
  linkOf(issuerId: string, itemId: string): string
  picture(
    issuerId: string,
    itemId: string,
  ): { readonly mediaType: 'image/png' | 'image/jpeg'; readonly base64: string } | null
  program(issuerId: string, programId: string): FeedProgram | null
}

type Kept = KnownFeed & { readonly key: FeedKey; readonly signed: SignedFeed }

const isSameKey = (one: FeedKey, other: FeedKey | null): boolean => isDeepStrictEqual(one, other)

/** A notice is no emergency. After a failure it is asked for again sooner. */
const pauses = { usual: 3_600_000, afterFailure: 300_000 } as const

/** Every file is opened again, so nothing that somebody wrote into it is shown. */
const opened = (
  { issuerId, key, signed, fetchedAt, seen }: KeptFeed,
  declared: FeedKey | null,
): Kept | null => {
  if (declared !== null && !isSameKey(key, declared)) return null
  try {
    return { key, signed, fetchedAt, seen, content: openFeed(signed, issuerId, key) }
  } catch {
    return null
  }
}

/** 公告, 图片链接 and the programs of issuers: fetched, checked, kept for when there is no network. */
export const createAnnouncements = (parts: AnnouncementsParts): AnnouncementsService => {
  const kept = new Map<string, Kept>()
  const problems = new Map<string, ErrorReport>()
  /** In milliseconds since 1970. */
  const nextAt = new Map<string, number>()
  const underWay = new Map<string, Promise<void>>()

  const show = (): void =>
    parts.show(
      parts.issuers.map(({ id }) =>
        feedViewOf(id, kept.get(id) ?? null, problems.get(id) ?? null, parts.now(id)),
      ),
    )
  const write = (): void => {
    try {
      const feeds = [...kept].map(([issuerId, { key, signed, fetchedAt, seen }]) => ({
        ...{ issuerId, key, signed, fetchedAt, seen },
      }))
      writeFeeds(parts.path, feeds)
    } catch (error) {
      parts.log(`the notices could not be kept: ${String(error)}`) // the network brings them again
    }
  }
  const take = (issuerId: string, key: FeedKey, signed: SignedFeed): void => {
    const before = kept.get(issuerId)
    const known = before && isSameKey(before.key, key) ? before : null
    const content = openFeed(signed, issuerId, key)
    const now = parts.now(issuerId)
    checkFresh(content, known?.content ?? null, now)
    const marks = new Set(content.notices.map(seenMark))
    const seen = (known?.seen ?? []).filter((mark) => marks.has(mark))
    kept.set(issuerId, { key, signed, content, seen, fetchedAt: now.toISOString() })
    write()
  }
  const attempt = async (issuerId: string): Promise<void> => {
    let pause: number = pauses.afterFailure
    try {
      const signed = await parts.fetch(issuerId)
      const key = await parts.keyOf(issuerId)
      problems.delete(issuerId)
      if (signed !== null && key !== null) take(issuerId, key, signed)
      pause = pauses.usual
    } catch (error) {
      if (!isAssistantError(error)) parts.log(`the notices of ${issuerId}: ${String(error)}`)
      problems.set(issuerId, reportOf(error))
    } finally {
      nextAt.set(issuerId, Date.now() + pause)
      show()
    }
  }
  const contentOf = (issuerId: string): Feed => {
    const found = kept.get(issuerId)
    if (found === undefined) throw new AssistantError('not-found')
    return found.content
  }
  return {
    begin: () => {
      const known = new Set(parts.issuers.map(({ id }) => id))
      for (const one of readFeeds(parts.path).filter(({ issuerId }) => known.has(issuerId))) {
        const feed = opened(one, parts.declaredKey(one.issuerId))
        if (feed !== null) kept.set(one.issuerId, feed)
      }
      show()
    },
    fetch: (issuerId) => {
      const running = underWay.get(issuerId)
      if (running) return running
      const work = attempt(issuerId).finally(() => underWay.delete(issuerId))
      underWay.set(issuerId, work)
      return work
    },
    isDue: (issuerId) => Date.now() >= (nextAt.get(issuerId) ?? 0),
    seen: (issuerId) => {
      const found = kept.get(issuerId)
      if (found === undefined) return
      const marks = found.content.notices.map(seenMark)
      if (marks.every((mark) => found.seen.includes(mark))) return
      kept.set(issuerId, { ...found, seen: marks })
      write()
      show()
    },
    linkOf: (issuerId, itemId) => {
      const { notices, pictures } = contentOf(issuerId)
      const link = [...notices, ...pictures].find(({ id }) => id === itemId)?.link ?? null
      if (link === null) throw new AssistantError('not-found')
      return link
    },
    picture: (issuerId, itemId) => {
      const found = kept.get(issuerId)?.content.pictures.find(({ id }) => id === itemId)
      const mediaType = found === undefined ? null : feedPictureKind(found.base64)
      return found === undefined || mediaType === null ? null : { mediaType, base64: found.base64 }
    },
    program: (issuerId, programId) => {
      const content = kept.get(issuerId)?.content
      // Nothing is started from a list that its issuer no longer stands for.
      if (content === undefined || isExpired(content, parts.now(issuerId))) return null
      return content.programs.find(({ id }) => id === programId) ?? null
    },
  }
}
