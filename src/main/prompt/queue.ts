import type { PromptAsker, PromptView } from '../../shared/models/index.ts'

/** How many questions the assistant or one page may have open. */
const mostOf = { assistant: 8, page: 3 } as const
const mostOfPages = 12

const keyOf = (asker: PromptAsker): string => (asker.kind === 'page' ? asker.origin : asker.kind)

type Asked = { readonly view: Pick<PromptView, 'asker'> }

/** Whether this asker may ask one more question. */
export const hasRoom = (open: readonly Asked[], asker: PromptAsker): boolean => {
  const own = open.filter(({ view }) => keyOf(view.asker) === keyOf(asker)).length
  const ofPages = open.filter(({ view }) => view.asker.kind === 'page').length
  return own < mostOf[asker.kind] && (asker.kind === 'assistant' || ofPages < mostOfPages)
}

/**
 * The next question after one has ended. The assistant's own come before those of pages. Among pages, another page
 * comes before the one that just had its turn.
 */
export const nextOf = <Open extends Asked>(open: readonly Open[], last: PromptAsker | null): Open | null =>
  open.find(({ view }) => view.asker.kind === 'assistant') ??
  open.find(({ view }) => last === null || keyOf(view.asker) !== keyOf(last)) ??
  open[0] ??
  null
