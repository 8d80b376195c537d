export type Span = { readonly kind: 'plain' | 'strong' | 'code'; readonly text: string }
export type Block =
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'heading'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }

/** No article is longer; what is longer is cut. */
const longest = 8_000

const marked = /\*\*([^*\n]{1,200})\*\*|`([^`\n]{1,200})`/g

const spansOf = (text: string): readonly Span[] => {
  const spans: Span[] = []
  let at = 0
  for (const { 0: whole, 1: strong, 2: code, index } of text.matchAll(marked)) {
    if (index > at) spans.push({ kind: 'plain', text: text.slice(at, index) })
    spans.push(strong === undefined ? { kind: 'code', text: code ?? '' } : { kind: 'strong', text: strong })
    at = index + whole.length
  }
  if (at < text.length) spans.push({ kind: 'plain', text: text.slice(at) })
  return spans
}

const item = /^(?:(-)|\d{1,2}\.) (.*)$/

const blockOf = (lines: readonly string[]): Block => {
  const [first = ''] = lines
  const items = lines.map((line) => item.exec(line)?.[2])
  if (items.every((text) => text !== undefined))
    return { kind: 'list', ordered: !first.startsWith('- '), items: items.map(spansOf) }
  if (lines.length === 1 && first.startsWith('## '))
    return { kind: 'heading', spans: spansOf(first.slice(3)) }
  return { kind: 'paragraph', spans: spansOf(lines.join('\n')) }
}

/**
 * The small markdown of articles: paragraphs, `## ` headings, lists, **strong** and `code`. Everything else is text as it
 * stands: there are no links, no pictures and no HTML, so an article can neither lead out of the product nor run.
 */
export const blocksOf = (text: string): readonly Block[] =>
  text
    .slice(0, longest)
    .split(/\n{2,}/)
    .map((part) => part.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map(blockOf)
