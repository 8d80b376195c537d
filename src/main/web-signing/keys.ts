import type { PresentToken, TokenSession } from '../../native/index.ts'
import { type ErrorCode, type ErrorReport, isAssistantError, reportOf } from '../../shared/errors/index.ts'
import type { PromptContent, PromptPurpose, TokenView } from '../../shared/models/index.ts'
import { pinObstacle } from '../../shared/targets/targets.ts'
import type { SiteLeave, SitePurpose, SiteScopes } from '../../shared/web-signing/model.ts'
import type { AtHand } from '../decryption-rehearsal/keys-at-hand.ts'
import { openedWith, refuseUnready, refuseUnsure } from '../pin/index.ts'
import type { Unanswered } from '../prompt/outcome.ts'
import type { Prompts } from '../prompt/prompts.ts'
import type { Page } from './page.ts'
import { PageRefusal } from './page-refusal.ts'
import type { Patience } from './patience.ts'
import { openScope } from './scope.ts'
import type { SiteCertificates, Usable } from './site-certificates.ts'
import type { SiteHistory } from './site-history.ts'
import type { Sites } from './sites.ts'
import { heardOf } from './unanswered.ts'

/** One use of a key that a page wants. A yes covers this and nothing else. */
export type Wish<T> = {
  readonly purpose: Exclude<SitePurpose, 'connect'>
  readonly use: 'sign' | 'encrypt'
  /** Whether this certificate can be the one; for `decrypt`, those that the message names. */
  readonly fits?: (one: Usable) => boolean
  /** What the person sees. */
  readonly content: PromptContent | null
  readonly loose: boolean
  /** A login in the language of older clients: it stays open, and covers one signature that the person confirms. */
  readonly opens?: true
  /** SM3 of what is signed or opened, for the history. */
  readonly digest: (one: Usable) => string | null
  readonly work: (session: TokenSession, hand: AtHand, one: Usable) => Promise<T>
}

export type Keys = {
  /** The certificate with this name at the page's site, or the one that the person chooses. */
  choose<T>(page: Page, wish: Wish<T>, name: string | undefined, signal: AbortSignal): Promise<Usable>
  /** Whether this use needs no question now. */
  isFree(page: Page, scopes: SiteScopes, purpose: Wish<unknown>['purpose'], one: Usable): boolean
  use<T>(page: Page, scopes: SiteScopes, wish: Wish<T>, one: Usable, signal: AbortSignal): Promise<T>
}

export type KeysParts = {
  readonly certificates: SiteCertificates
  readonly sites: Pick<Sites, 'used' | 'find'>
  readonly prompts: Pick<Prompts, 'askPin' | 'askConsent' | 'askChoice'>
  readonly patience: Patience
  readonly history: Pick<SiteHistory, 'add'>
  readonly tokens: () => readonly TokenView[]
  /** The business that holds this token now. */
  readonly busy: (tokenId: string) => string | null
  readonly now: () => Date
  /** Milliseconds without use after which a login ends. */
  readonly idleMs?: number
}

const fiveMinutes = 5 * 60_000

const promptPurposes: Readonly<Record<Wish<unknown>['purpose'], PromptPurpose>> = {
  'sign-in': 'login',
  sign: 'sign',
  decrypt: 'decrypt',
}

/** The person may type again. Each try is the person's own; the page hears of none. */
const again: readonly ErrorCode[] = [
  'pin-wrong',
  'pin-wrong-last-try',
  'pin-wrong-uncounted',
  'pin-length',
  'pin-not-encodable',
  'last-try-unconfirmed',
]

/** What opens cannot be as free as what signs: the content goes to the page. */
const leaveFor = ({ signIn, sign }: SiteScopes, purpose: Wish<unknown>['purpose']): SiteLeave => {
  if (purpose === 'sign-in') return signIn
  return purpose === 'decrypt' && sign === 'free' ? 'confirm' : sign
}

export const createKeys = (parts: KeysParts): Keys => {
  const { certificates, sites, prompts, patience, history, now } = parts
  const idleMs = parts.idleMs ?? fiveMinutes

  const isApproved = (page: Page): boolean => sites.find(page.origin) !== null || page.granted !== null

  const unanswered = (page: Page, outcome: Unanswered): never =>
    heardOf(outcome, () => patience.refused(page.origin, isApproved(page)))

  const said = <T>(page: Page, wish: Wish<T>, one: Usable, signal: AbortSignal) => ({
    asker: { kind: 'page', origin: page.origin } as const,
    purpose: promptPurposes[wish.purpose],
    ...{ tokenId: one.view.tokenId, certificateId: one.id, signal },
    ...{ content: wish.content, loose: wish.loose },
  })
  const confirm = async <T>(page: Page, wish: Wish<T>, one: Usable, signal: AbortSignal): Promise<void> => {
    patience.ask(page.origin, isApproved(page))
    const outcome = await prompts.askConsent({ ...said(page, wish, one, signal), remember: 'not-offered' })
    if (outcome.outcome !== 'answered') unanswered(page, outcome)
    patience.granted(page.origin)
  }

  /** In the login that is open; null if none is. */
  const inLogin = async <T>(page: Page, wish: Wish<T>, one: Usable, hand: AtHand): Promise<T | null> => {
    const login = page.logins.get(one.view.tokenId)
    if (login === undefined) return null
    try {
      return await login.use((session) => wish.work(session, hand, one))
    } catch (error) {
      login.end()
      throw error
    }
  }

  const loggedIn = async <T>(
    page: Page,
    present: PresentToken,
    pin: Parameters<typeof openScope>[1],
    work: (session: TokenSession) => Promise<T>,
  ): Promise<T> => {
    const { id } = present.facts
    const ended = () => void page.logins.delete(id)
    const { answer, scope } = await openScope(present.token, pin, work, {
      ...{ idleMs, ended, now: () => now().getTime() },
    })
    if (!page.here) scope.end()
    else if (scope.open) page.logins.set(id, scope)
    return answer
  }

  /** Until the PIN is right, the person refuses, or the token cannot go on. */
  const withPin = async <T>(
    page: Page,
    wish: Wish<T>,
    one: Usable,
    hand: AtHand,
    { stay, signal }: { readonly stay: boolean; readonly signal: AbortSignal },
  ): Promise<T> => {
    const { present } = hand
    let problem: ErrorReport | null = null
    for (;;) {
      refuseUnready(present, parts.busy(one.view.tokenId))
      patience.ask(page.origin, isApproved(page))
      const question = { ...said(page, wish, one, signal), problem }
      try {
        const outcome = await prompts.askPin(question, async (given) => {
          await refuseUnsure(present.token, given)
          const { token, pin } = openedWith(present, given)
          const work = async (session: TokenSession): Promise<T> => {
            // The page went while the PIN was checked. Nobody would get the signature.
            if (signal.aborted) throw new PageRefusal('cancelled')
            return wish.work(session, hand, one)
          }
          return stay ? loggedIn(page, present, pin, work) : token.withSession(pin, work)
        })
        if (outcome.outcome !== 'answered') return unanswered(page, outcome)
        patience.granted(page.origin)
        return outcome.answer
      } catch (error) {
        if (!isAssistantError(error) || !again.includes(error.code)) throw error
        problem = reportOf(error)
      }
    }
  }

  const note = <T>({ origin, carrier }: Page, wish: Wish<T>, one: Usable): void => {
    const { holder, serial } = one.view
    const { purpose, loose } = wish
    history.add({ origin, carrier, purpose, holder, serial, digest: wish.digest(one), loose })
    sites.used(origin)
  }

  const choices = (all: readonly Usable[]) =>
    all.map(({ id, view }) => {
      const token = parts.tokens().find((one) => one.id === view.tokenId)
      const locked = token !== undefined && pinObstacle(token) === 'locked'
      return { certificateId: id, tokenId: view.tokenId, obstacle: locked ? ('pin-locked' as const) : null }
    })

  return {
    choose: async (page, wish, name, signal) => {
      const fits = (one: Usable) => one.uses.includes(wish.use) && (wish.fits?.(one) ?? true)
      if (name !== undefined) {
        const named = certificates.named(page.origin, name)
        if (named === null || !fits(named)) throw new PageRefusal('no-certificate')
        return named
      }
      const all = certificates.all().filter(fits)
      const [only] = all
      if (only === undefined) throw new PageRefusal('no-certificate')
      if (all.length === 1) return only
      patience.ask(page.origin, isApproved(page))
      const outcome = await prompts.askChoice({
        asker: { kind: 'page', origin: page.origin },
        ...{ purpose: promptPurposes[wish.purpose], choices: choices(all), signal },
      })
      if (outcome.outcome !== 'answered') return unanswered(page, outcome)
      const chosen = all.find(({ id }) => id === outcome.answer.certificateId)
      if (chosen === undefined) throw new PageRefusal('token-gone')
      return chosen
    },
    isFree: (page, scopes, purpose, one) =>
      leaveFor(scopes, purpose) === 'free' && page.logins.get(one.view.tokenId)?.open === true,
    use: async (page, scopes, wish, one, signal) => {
      const leave = leaveFor(scopes, wish.purpose)
      if (leave === 'no') throw new PageRefusal('not-approved')
      const hand = certificates.atHand(one)
      if (hand === null) throw new PageRefusal('token-gone')
      const { tokenId } = one.view
      const login = wish.opens ? undefined : page.logins.get(tokenId)
      const covered = login?.open === true && page.covers.delete(tokenId)
      const isOpen = login?.open === true && (leave !== 'ask' || covered)
      if (isOpen && leave !== 'free') await confirm(page, wish, one, signal)
      const answer = isOpen ? await inLogin(page, wish, one, hand) : null
      const stay = leave !== 'ask' || wish.opens === true
      const given = answer ?? (await withPin(page, wish, one, hand, { stay, signal }))
      if (wish.opens) page.covers.add(tokenId)
      else if (leave === 'ask') login?.end()
      note(page, wish, one)
      return given
    },
  }
}
