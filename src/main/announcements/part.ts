import { join } from 'node:path'
import { type FeedKey, type SignedFeed, signedFeed } from '../../shared/announcements/feed.ts'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { FarFiles } from '../authority/far-file.ts'
import type { Authorities } from '../authority/index.ts'
import type { Ground } from '../house/ground.ts'
import type { IssuerFeed, IssuerSet } from '../issuers/issuers.ts'
import type { Issuers } from '../issuers/part.ts'
import { type AnnouncementsService, createAnnouncements } from './announcements.ts'
import { announcementsHandlers } from './handlers.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'events' | 'shell' | 'log'> & {
  readonly issuerSet: IssuerSet
  readonly issuers: Pick<Issuers, 'find' | 'chosen'>
  readonly authorities: Pick<Authorities, 'of' | 'now' | 'embeddedFeedKey'>
  readonly farFiles: FarFiles
}

/** How often to look whether it is time to ask. */
const lookMs = 60_000

/** An envelope in base64, with room for its frame. */
const mostBytes = 1_500_000

const parsed = (chunks: readonly Uint8Array[]): SignedFeed => {
  try {
    return signedFeed.parse(JSON.parse(Buffer.concat(chunks).toString()))
  } catch (error) {
    throw new AssistantError('feed-unreadable', {}, error)
  }
}

const fetchFrom = async (farFiles: FarFiles, address: string): Promise<SignedFeed> => {
  const chunks: Uint8Array[] = []
  const take = (bytes: Uint8Array) => void chunks.push(bytes)
  await farFiles.read({ address, mostBytes, milliseconds: 30_000, silentMs: 10_000, take })
  return parsed(chunks)
}

/** null if the authority has published nothing. */
const fetchOf = async ({ authorities, farFiles }: Needs, issuerId: string, feed: IssuerFeed) => {
  if (feed.address !== null) return fetchFrom(farFiles, feed.address)
  try {
    return await authorities.of(issuerId).client().feed({})
  } catch (error) {
    if (isAssistantError(error) && error.code === 'not-found') return null
    throw error
  }
}

/** The issuers whose notices matter now: the chosen one and those of the certificates that are here. */
const wanted = ({ state, issuers }: Needs): readonly string[] => {
  const ofTokens = state
    .current()
    .tokens.flatMap(({ pairs }) =>
      pairs.flatMap(({ signing, encryption }) => signing?.issuerId ?? encryption?.issuerId ?? []),
    )
  return [...new Set([issuers.chosen().id, ...ofTokens])]
}

export const announcementsPart = (needs: Needs) => {
  const { home, state, events, shell, log, issuerSet, issuers, authorities } = needs
  const feedOf = (issuerId: string): IssuerFeed | null => issuers.find(issuerId)?.feed ?? null
  const declaredKey = (issuerId: string): FeedKey | null => {
    const key = feedOf(issuerId)?.key ?? null
    return key === 'embedded' ? null : key
  }
  const service: AnnouncementsService = createAnnouncements({
    ...{ log, declaredKey, now: authorities.now },
    path: join(home, 'feeds.json'),
    issuers: issuerSet.issuers.filter(({ feed }) => feed !== null),
    keyOf: async (issuerId) =>
      feedOf(issuerId)?.key === 'embedded' ? authorities.embeddedFeedKey() : declaredKey(issuerId),
    fetch: async (issuerId) => {
      const feed = feedOf(issuerId)
      return feed === null ? null : fetchOf(needs, issuerId, feed)
    },
    show: (feeds) => state.change({ feeds }),
  })
  /** A feed of an authority is asked for once that is reached; the one inside is not started for its notices. */
  const isReachable = (issuerId: string): boolean =>
    feedOf(issuerId)?.address !== null || state.current().connections[issuerId]?.state === 'online'
  const ready = () => wanted(needs).filter((id) => feedOf(id) !== null && isReachable(id))
  const fetchDue = (): void => {
    for (const id of ready()) if (service.isDue(id)) void service.fetch(id)
  }
  const refresh = async (): Promise<void> => {
    await Promise.all(ready().map((id) => service.fetch(id)))
  }
  const timer = { now: undefined as NodeJS.Timeout | undefined }
  events.on('connection-changed', fetchDue)
  events.on('issuer-changed', fetchDue)
  return {
    service: { ...service, refresh },
    handlers: announcementsHandlers({ ...service, refresh, openExternal: shell.openExternal }),
    start: () => {
      service.begin()
      fetchDue()
      timer.now = setInterval(fetchDue, lookMs).unref()
    },
    stop: () => clearInterval(timer.now),
  }
}
