import { domainToUnicode } from 'node:url'
import type { PromptAsker, PromptKind, PromptOf } from '../../shared/models/index.ts'
import { isInternational, isWebOrigin } from '../../shared/prompt/origin.ts'

/** A page by the origin that its carrier proved. */
export type Asker = { readonly kind: 'assistant' } | { readonly kind: 'page'; readonly origin: string }

/** What every question may say beside what it asks. */
export type Asking = {
  readonly asker: Asker
  /** Taken back after so long; a page's question always is, the assistant's own waits where nothing is said. */
  readonly withinMs?: number
  /** Takes it back when whoever asked has no use for the answer any more. */
  readonly signal?: AbortSignal
}

type Said<Kind extends PromptKind> = Omit<PromptOf<Kind>, 'id' | 'kind' | 'asker' | 'expiresAt'>
export type Question<Kind extends PromptKind> = Said<Kind> & Asking

/** Long enough to fetch the key and read; nobody watches a page for longer. */
const pageMs = 120_000

export const lifeOf = ({ asker, withinMs }: Asking): number | null =>
  withinMs ?? (asker.kind === 'page' ? pageMs : null)

/** Letters and figures only: what turns the direction of writing or cannot be seen is not shown at all. */
const isReadable = (host: string): boolean => /^[\p{L}\p{M}\p{N}.-]+$/u.test(host)

const readsAs = (origin: string): string | null => {
  if (!isInternational(origin)) return null
  const host = domainToUnicode(URL.parse(origin)?.hostname ?? '')
  return isReadable(host) ? host : null
}

export const shownAsker = (asker: Asker): PromptAsker => {
  if (asker.kind === 'assistant') return asker
  // The carrier has proved it; a text that is no origin is a fault of ours, never a page's.
  if (!isWebOrigin(asker.origin)) throw new Error('a question without the origin of its page')
  return { ...asker, reads: readsAs(asker.origin) }
}
