import { isDeepStrictEqual } from 'node:util'
import { AssistantError } from '../../shared/errors/index.ts'
import type { PoliciesView } from '../../shared/policies/model.ts'
import { isWebOrigin } from '../../shared/prompt/origin.ts'
import type { CarrierName, SiteScopes } from '../../shared/web-signing/model.ts'
import { type ApprovedSite, readSiteFile, type SiteFile, writeSiteFile } from './site-file.ts'

/** What a person grants with a plain yes: to see certificates and to ask, each time. */
export const usualScopes: SiteScopes = { certificates: true, signIn: 'ask', sign: 'ask' }

/** What the person has decided about sites and carriers; on disk before it counts. */
export type Sites = {
  all(): readonly ApprovedSite[]
  find(origin: string): ApprovedSite | null
  /** Whether a site may be approved at all: by https, or if an issuer's file lists it. */
  mayBeApproved(origin: string): boolean
  approve(origin: string, scopes: SiteScopes): void
  withdraw(origin: string): void
  used(origin: string): void
  choices(): Pick<SiteFile, 'on' | 'carriers'>
  switchAll(on: boolean): void
  switchCarrier(name: CarrierName, on: boolean): void
  secret(): string
  /** The name of the file that could not be read at the start, where it is now. */
  readonly damaged: string | null
  /** Writes when sites were last used. */
  close(): void
}

export type SitesParts = {
  readonly path: string
  readonly now: () => Date
  /** Origins without https that issuers' files list. */
  readonly listed: readonly string[]
  /** What the administrator has fixed: sites that stay allowed, and whether there may be others. */
  readonly fixed: Pick<PoliciesView, 'sites' | 'onlyThese'>
  readonly log: (line: string) => void
  readonly changed: () => void
}

export const createSites = ({ path, now, listed, fixed, log, changed }: SitesParts): Sites => {
  const { file: read, damaged } = readSiteFile(path, now())
  let file = read
  let unwritten = false
  const since = now().toISOString()
  let given: readonly ApprovedSite[] = fixed.sites.map((origin) => ({
    ...{ origin, scopes: usualScopes, approvedAt: since },
    lastUsedAt: read.sites.find((site) => site.origin === origin)?.lastUsedAt ?? null,
  }))
  const isGiven = (origin: string): boolean => fixed.sites.includes(origin)
  const all = (): readonly ApprovedSite[] =>
    fixed.onlyThese ? given : [...given, ...file.sites.filter(({ origin }) => !isGiven(origin))]

  const keep = (next: SiteFile): void => {
    if (isDeepStrictEqual(next, file)) return
    writeSiteFile(path, next)
    file = next
    unwritten = false
    changed()
  }
  const find = (origin: string) => all().find((site) => site.origin === origin) ?? null
  const without = (origin: string) => file.sites.filter((site) => site.origin !== origin)
  const mayBeApproved = (origin: string): boolean =>
    !fixed.onlyThese && isWebOrigin(origin) && (origin.startsWith('https:') || listed.includes(origin))

  return {
    all,
    find,
    mayBeApproved,
    approve: (origin, scopes) => {
      if (isGiven(origin) || fixed.onlyThese) throw new AssistantError('fixed-by-administrator')
      if (!mayBeApproved(origin)) throw new AssistantError('site-not-secure')
      const before = find(origin)
      const times = { approvedAt: now().toISOString(), lastUsedAt: before?.lastUsedAt ?? null }
      const site = { ...times, origin, scopes, ...(before === null ? {} : { approvedAt: before.approvedAt }) }
      keep({ ...file, sites: [...without(origin), site].slice(-1_000) })
    },
    withdraw: (origin) => {
      if (isGiven(origin)) throw new AssistantError('fixed-by-administrator')
      keep({ ...file, sites: without(origin) })
    },
    used: (origin) => {
      const before = find(origin)
      const at = now().toISOString()
      // To the minute, because every window hears of it and the disk need not.
      if (before === null || before.lastUsedAt?.slice(0, 16) === at.slice(0, 16)) return
      const used = (sites: readonly ApprovedSite[]): readonly ApprovedSite[] =>
        sites.map((site) => (site.origin === origin ? { ...site, lastUsedAt: at } : site))
      given = used(given)
      file = { ...file, sites: used(file.sites) }
      unwritten = true
      changed()
    },
    choices: () => file,
    switchAll: (on) => keep({ ...file, on }),
    switchCarrier: (name, on) =>
      keep({ ...file, on: on ? true : file.on, carriers: { ...file.carriers, [name]: on } }),
    secret: () => file.secret,
    damaged,
    close: () => {
      if (!unwritten) return
      try {
        writeSiteFile(path, file)
      } catch (error) {
        log(`when sites were last used was not kept: ${error instanceof Error ? error.message : error}`)
      }
    },
  }
}
