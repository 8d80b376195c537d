import type { FeedData } from '../../shared/updates/feed-data.ts'
import type { NeededBusiness } from '../../shared/updates/manifest.ts'
import { isOlder } from '../../shared/updates/versions.ts'
import type { Wanted } from './download.ts'
import { fileFor, isExpired, isNewer, timeAtLeast } from './judgement.ts'
import { hasTurn } from './rollout.ts'
import { type Believed, believedIn, readSeen, type Seen, writeSeen } from './seen-file.ts'
import type { Versions } from './versions-port.ts'

/** What is known of a newer version: the manifest, and the package if this installation takes one. */
export type Offer = Believed & { readonly wanted: Wanted | null; readonly hasTurn: boolean }

export type KnownVersionsParts = {
  readonly feed: FeedData
  readonly built: Date | null
  /** The version that runs. */
  readonly running: string
  readonly system: string
  readonly architecture: string
  /** The file of what was seen. */
  readonly seenPath: string
  readonly versions: Versions
  readonly clock: () => Date
}

/** What the product has seen of its feed, here and in earlier runs, and what follows from that. */
export type KnownVersions = {
  seen(): Seen
  remember(change: Partial<Seen>): void
  believed(): Believed | null
  believe(content: Believed['content'], newest: Believed['newest'], from: Seen['newest']): void
  /** Believes again what an earlier run has believed. */
  recall(address: string): Offer | null
  /** The businesses that this version is too old for. */
  needed(): Partial<Record<NeededBusiness, string>>
  /** What is believed offers this computer; null if it is nothing new. */
  offer(address: string): Offer | null
  now(): Date
}

const kinds = { windows: 'nsis', appimage: 'appimage' } as const

export const createKnownVersions = (parts: KnownVersionsParts): KnownVersions => {
  const { running, seenPath, system, architecture } = parts
  const { installation } = parts.versions
  let seen: Seen = readSeen(seenPath)
  let believed: Believed | null = null
  const now = (): Date => timeAtLeast(parts.clock(), parts.built, believed?.newest ?? null)
  const remember = (change: Partial<Seen>): void => {
    const next = { ...seen, ...change }
    writeSeen(seenPath, next)
    seen = next
  }
  const needed: KnownVersions['needed'] = () =>
    Object.fromEntries(
      Object.entries(believed?.content.minimum ?? {}).filter(
        ([, least]) => least !== undefined && isOlder(running, least),
      ),
    )
  const wantedOf = ({ content }: Believed, address: string): Wanted | null => {
    if (installation.kind === 'told') return null
    const file = fileFor(content, { system, architecture, kind: kinds[installation.kind] })
    return { ...file, version: content.version, address: new URL(file.url, address) }
  }
  const offer = (address: string): Offer | null => {
    if (believed === null) return null
    const { content } = believed
    if (isExpired(content, now()) || seen.refused.includes(content.version)) return null
    if (!isNewer(content, running)) return null
    const wanted = wantedOf(believed, address)
    return { ...believed, wanted, hasTurn: hasTurn(content, seen.seed, needed()) }
  }
  return {
    ...{ remember, needed, offer, now },
    seen: () => seen,
    believed: () => believed,
    believe: (content, newest, from) => {
      remember({ newest: from })
      believed = { content, newest }
    },
    recall: (address) => {
      believed = believedIn(seen, address, parts.feed.keys)
      return offer(address)
    },
  }
}
