import { domainToUnicode } from 'node:url'
import type { PromptAsker, PromptKind, PromptOf } from '../../shared/models/index.ts'
import { isInternational, isWebOrigin } from '../../shared/prompt/origin.ts'

/** The assistant, or a page with the origin that its carrier proved. */
export type Asker =
  | { readonly kind: 'assistant' }
  | { readonly kind: 'page'; readonly origin: string; readonly resembles?: string | null }

/** What every question may say besides what it asks. */
export type Asking = {
  readonly asker: Asker
  /**
   * Time until it is withdrawn. A page's question always has one; the assistant's own waits without limit if none is
   * given.
   */
  readonly withinMs?: number
  /** Withdraws the question when the asker has no use for the answer any more. */
  readonly signal?: AbortSignal
}

type Optional = 'content' | 'loose' | 'problem'
type Set = 'id' | 'kind' | 'asker' | 'expiresAt'
type Said<Kind extends PromptKind> = Omit<PromptOf<Kind>, Set | Optional> &
  Partial<Pick<PromptOf<Kind>, Optional & keyof PromptOf<Kind>>>
export type Question<Kind extends PromptKind> = Said<Kind> & Asking

/** Long enough to fetch the key and read. Nobody watches a page longer than that. */
const pageMs = 120_000

export const lifeOf = ({ asker, withinMs }: Asking): number | null =>
  withinMs ?? (asker.kind === 'page' ? pageMs : null)

/**
 * Letters and digits only. A host with invisible characters, or ones that change the writing direction, is not shown at
 * all.
 */
const isReadable = (host: string): boolean => /^[\p{L}\p{M}\p{N}.-]+$/u.test(host)

const readsAs = (origin: string): string | null => {
  if (!isInternational(origin)) return null
  const host = domainToUnicode(URL.parse(origin)?.hostname ?? '')
  return isReadable(host) ? host : null
}

export const shownAsker = (asker: Asker): PromptAsker => {
  if (asker.kind === 'assistant') return asker
  // The carrier has proved it, so a text that is not an origin is our own fault and never a page's.
  if (!isWebOrigin(asker.origin)) throw new Error('a question without the origin of its page')
  const { kind, origin, resembles = null } = asker
  return { kind, origin, reads: readsAs(origin), resembles }
}
