import type { CarrierName, SiteScopes } from '../../shared/web-signing/model.ts'
import type { PageEvent } from '../../shared/web-signing/wire.ts'
import type { Scope } from './scope.ts'

/** One connection of a page. Its origin was proved by the carrier. */
export type Page = {
  readonly origin: string
  readonly carrier: CarrierName
  /** What the person granted until the connection ends. */
  granted: { readonly scopes: SiteScopes; readonly at: string } | null
  watching: boolean
  /** The open logins, by token. They belong to this connection alone. */
  readonly logins: Map<string, Scope>
  /** Tokens whose login also covers one signature, for which a click is enough. */
  readonly covers: Set<string>
  /** What is under way for it; aborted when the connection ends, with all questions of the page. */
  readonly requests: Set<AbortController>
  here: boolean
  readonly tell: (event: PageEvent) => void
}

export const endLogins = (page: Page): void => {
  for (const scope of page.logins.values()) scope.end()
  page.logins.clear()
  page.covers.clear()
}

/** Every connection that is open now. */
export const createPages = (changed: () => void) => {
  const all = new Set<Page>()
  return {
    all: (): ReadonlySet<Page> => all,
    of: (origin: string): readonly Page[] => [...all].filter((page) => page.origin === origin),
    enter: (page: Page): void => {
      all.add(page)
      changed()
    },
    leave: (page: Page): void => {
      if (!all.delete(page)) return
      page.here = false
      for (const request of page.requests) request.abort()
      endLogins(page)
      changed()
    },
  }
}

export type Pages = ReturnType<typeof createPages>
