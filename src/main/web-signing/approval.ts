import type { SiteScopes } from '../../shared/web-signing/model.ts'
import type { Prompts } from '../prompt/prompts.ts'
import { resembled } from './look-alike.ts'
import type { Page } from './page.ts'
import { PageRefusal } from './page-refusal.ts'
import type { Patience } from './patience.ts'
import type { SiteHistory } from './site-history.ts'
import { type Sites, usualScopes } from './sites.ts'
import type { Turns } from './turns.ts'

/** Whether a page may ask at all. Before that it hears nothing that depends on certificates or tokens. */
export type Approval = {
  /** What the page may do; null if it is not approved. */
  scopes(page: Page): SiteScopes | null
  /** Asks the person if need be. Throws unless the page is approved afterwards. */
  want(page: Page, signal: AbortSignal): Promise<SiteScopes>
}

export type ApprovalParts = {
  readonly sites: Sites
  readonly prompts: Pick<Prompts, 'askConsent'>
  readonly patience: Patience
  readonly turns: Turns
  readonly history: Pick<SiteHistory, 'add'>
  readonly now: () => Date
  readonly changed: () => void
}

export const createApproval = (parts: ApprovalParts): Approval => {
  const { sites, prompts, patience, turns, history, now, changed } = parts
  const scopes: Approval['scopes'] = (page) => sites.find(page.origin)?.scopes ?? page.granted?.scopes ?? null

  const ask = async (page: Page, signal: AbortSignal): Promise<void> => {
    const { origin, carrier } = page
    patience.ask(origin, false)
    const resembles = resembled(
      origin,
      sites.all().map((site) => site.origin),
    )
    const outcome = await prompts.askConsent({
      asker: { kind: 'page', origin, resembles },
      ...{ purpose: 'connect', tokenId: null, certificateId: null, remember: 'offered', signal },
    })
    if (outcome.outcome === 'too-many') throw new PageRefusal('busy')
    if (outcome.outcome === 'withdrawn') throw new PageRefusal('cancelled')
    if (outcome.outcome !== 'answered') {
      patience.refused(origin, false)
      throw new PageRefusal('not-approved')
    }
    patience.granted(origin)
    if (outcome.answer.remember) sites.approve(origin, usualScopes)
    page.granted = { scopes: usualScopes, at: now().toISOString() }
    history.add({
      origin,
      carrier,
      purpose: 'connect',
      holder: null,
      serial: null,
      digest: null,
      loose: false,
    })
    changed()
  }

  return {
    scopes,
    want: async (page, signal) => {
      const known = scopes(page)
      if (known !== null) return known
      if (!sites.mayBeApproved(page.origin)) throw new PageRefusal('not-approved')
      return turns.take(page.origin, signal, async () => {
        // Another request of the same page may have asked meanwhile.
        if (scopes(page) === null) await ask(page, signal)
        return scopes(page) ?? usualScopes
      })
    },
  }
}
