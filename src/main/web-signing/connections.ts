import { domainToUnicode } from 'node:url'

import { isInternational, isWebOrigin } from '../../shared/prompt/origin.ts'
import type { CarrierName, SiteScopes, SiteView } from '../../shared/web-signing/model.ts'
import type { Answers, PageEvent, PageRequest, Refusal } from '../../shared/web-signing/wire.ts'
import type { Intake, Outgoing } from '../prompt/file-desk.ts'
import type { Approval } from './approval.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { PickedFile } from './files/intake.ts'
import type { FileWish, PageFiles } from './files/page-files.ts'
import type { Wish } from './keys.ts'
import { createPages, endLogins, type Page } from './page.ts'
import { PageRefusal, refusalOf } from './page-refusal.ts'
import type { Rate } from './rate.ts'
import type { SiteCertificates, Usable } from './site-certificates.ts'
import type { Sites } from './sites.ts'

/** `PageFiles` for one page. */
type ConnectionFiles = {
  pick<T>(wish: FileWish, intake: Intake<T>): Promise<T>
  confirm(purpose: 'verify' | 'digest', file: PickedFile): Promise<void>
  save(purpose: 'encrypt' | 'decrypt', file: Outgoing): Promise<void>
}

/** One connection of a page, as a carrier holds it. */
export type Connection = {
  readonly origin: string
  ask(request: PageRequest, signal?: AbortSignal): Promise<Answers[keyof Answers]>
  /** For carriers that speak another language than our own: approved certificates, and one use of a key. */
  certificates(signal?: AbortSignal): Promise<readonly Usable[]>
  withKey<T>(wish: Wish<T>, name: string | undefined, signal?: AbortSignal): Promise<T>
  /** Files that the person picks and saves. */
  readonly files: ConnectionFiles
  /** The name of a certificate at this site. */
  nameOf(one: Usable): string
  endLogins(): void
  /** Whether the page is still logged in with this certificate's token. */
  isLoggedIn(one: Usable): boolean
  refusalOf(error: unknown): Refusal
  /** The page is gone, with its questions and its logins. */
  leave(): void
}

export type Wanted = {
  /** Proved by the carrier. */
  readonly origin: string
  readonly carrier: CarrierName
  readonly tell?: (event: PageEvent) => void
}

export type Connections = {
  /** Throws a `PageRefusal` if this page is not served now. */
  connect(wanted: Wanted): Connection
  views(): readonly SiteView[]
  /** Tells the pages that may know that certificates came or went. */
  tellChanged(): void
  tokensGone(tokenIds: readonly string[]): void
  endLogins(origin: string): void
  /** Ends every login and withdraws every question: whoever comes back is asked again. */
  personLeft(): void
  /** The site is not approved any more: its connections have to ask again. */
  dismiss(origin: string): void
  /** A carrier was switched off: its pages are told and let go. */
  dismissWhere(isOff: (carrier: CarrierName) => boolean): void
}

export type ConnectionsParts = {
  readonly sites: Sites
  readonly approval: Approval
  readonly dispatcher: Dispatcher
  readonly files: PageFiles
  readonly certificates: SiteCertificates
  readonly rate: Rate
  readonly isOn: (carrier: CarrierName) => boolean
  readonly log: (line: string) => void
  readonly unforeseen: (error: unknown) => void
  readonly changed: () => void
}

/** Connections of one site, of all sites, of all that are not approved; requests of one that are under way. */
const [mostConnections, mostOfAll, mostOfStrangers, mostAtOnce] = [16, 128, 64, 16]

const readsAs = (origin: string): string | null =>
  isInternational(origin) ? domainToUnicode(URL.parse(origin)?.hostname ?? '') : null

export const createConnections = (parts: ConnectionsParts): Connections => {
  const { sites, approval, dispatcher, files, certificates, rate, isOn, log, unforeseen, changed } = parts
  const pages = createPages(changed)

  const admit = ({ origin, carrier, tell = () => {} }: Wanted): Page => {
    if (!isOn(carrier)) throw new PageRefusal('off')
    if (!isWebOrigin(origin)) throw new PageRefusal('not-approved')
    if (pages.of(origin).length >= mostConnections || pages.all().size >= mostOfAll)
      throw new PageRefusal('busy')
    // Anybody can have a thousand addresses. They must not take the place of sites that the person has allowed.
    const strangers = [...pages.all()].filter((page) => approval.scopes(page) === null)
    if (sites.find(origin) === null && strangers.length >= mostOfStrangers) throw new PageRefusal('busy')
    const page: Page = {
      ...{ origin, carrier, tell, granted: null, watching: false },
      ...{ logins: new Map(), covers: new Set(), requests: new Set(), here: true },
    }
    pages.enter(page)
    return page
  }

  const mayGoOn = (page: Page): void => {
    if (!isOn(page.carrier)) throw new PageRefusal('off')
    // A page in an open login asks one thing after another, as fast as it is answered.
    if (page.logins.size > 0) return
    if (!rate.take(page.origin, approval.scopes(page) !== null)) throw new PageRefusal('wait', 1)
  }

  const connect = (wanted: Wanted): Connection => {
    const page = admit(wanted)
    const guarded = async <T>(
      signal: AbortSignal | undefined,
      work: (signal: AbortSignal) => Promise<T>,
    ): Promise<T> => {
      mayGoOn(page)
      if (page.requests.size >= mostAtOnce) throw new PageRefusal('busy')
      const request = new AbortController()
      const withdraw = (): void => request.abort()
      if (!page.here || signal?.aborted) request.abort()
      signal?.addEventListener('abort', withdraw)
      page.requests.add(request)
      try {
        return await work(request.signal)
      } finally {
        page.requests.delete(request)
        signal?.removeEventListener('abort', withdraw)
      }
    }
    return {
      origin: page.origin,
      ask: (request, signal) => guarded(signal, (either) => dispatcher.ask(page, request, either)),
      certificates: (signal) =>
        guarded(signal, async (either) => {
          const scopes: SiteScopes = await approval.want(page, either)
          if (!scopes.certificates) throw new PageRefusal('not-approved')
          return certificates.all()
        }),
      withKey: (wish, name, signal) =>
        guarded(signal, (either) => dispatcher.withKey(page, wish, name, either)),
      files: {
        pick: (wish, intake) => guarded(undefined, (either) => files.pick(page, wish, intake, either)),
        confirm: (purpose, file) =>
          guarded(undefined, (either) => files.confirm(page, purpose, file, either)),
        save: (purpose, file) => guarded(undefined, (either) => files.save(page, purpose, file, either)),
      },
      nameOf: ({ id }) => certificates.nameAt(page.origin, id),
      endLogins: () => endLogins(page),
      isLoggedIn: ({ view }) => page.logins.get(view.tokenId)?.open === true,
      refusalOf: (error) => {
        const refusal = refusalOf(error, unforeseen)
        if (refusal.code !== 'cancelled' && refusal.code !== 'refused')
          log(`web signing: ${page.origin} was refused: ${refusal.code}`)
        return refusal
      },
      leave: () => pages.leave(page),
    }
  }

  const dismissPage = (page: Page): void => {
    page.granted = null
    page.watching = false
    for (const request of page.requests) request.abort()
    endLogins(page)
    page.tell({ event: 'dismissed' })
  }

  const connected = (origin: string): number =>
    pages.of(origin).filter((page) => approval.scopes(page) !== null).length

  /** Approved until their connection ends. */
  const passing = (): readonly SiteView[] => {
    const all = new Map<string, SiteView>()
    for (const { origin, granted } of pages.all()) {
      if (granted === null || sites.find(origin) !== null) continue
      const { scopes, at: approvedAt } = granted
      const times = { approvedAt, lastUsedAt: null, connections: connected(origin) }
      all.set(origin, { origin, reads: readsAs(origin), scopes, remembered: false, ...times })
    }
    return [...all.values()]
  }

  return {
    connect,
    views: () => [
      ...sites.all().map(({ origin, ...site }) => ({
        ...{ origin, reads: readsAs(origin), ...site, remembered: true },
        connections: connected(origin),
      })),
      ...passing(),
    ],
    tellChanged: () => {
      for (const page of pages.all()) if (page.watching) page.tell({ event: 'certificates-changed' })
    },
    tokensGone: (tokenIds) => {
      for (const page of pages.all()) for (const id of tokenIds) page.logins.get(id)?.end()
    },
    endLogins: (origin) => {
      for (const page of pages.of(origin)) endLogins(page)
    },
    personLeft: () => {
      for (const page of pages.all()) {
        for (const request of page.requests) request.abort()
        endLogins(page)
      }
    },
    dismiss: (origin) => {
      for (const page of pages.of(origin)) dismissPage(page)
      changed()
    },
    dismissWhere: (isOff) => {
      for (const page of [...pages.all()].filter(({ carrier }) => isOff(carrier))) {
        dismissPage(page)
        pages.leave(page)
      }
    },
  }
}
