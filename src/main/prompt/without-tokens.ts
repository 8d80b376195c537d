import type { PromptView } from '../../shared/models/index.ts'

/** The question after these tokens are gone: unchanged, with fewer choices, or null if nothing of it is left. */
export const withoutTokens = (view: PromptView, gone: readonly string[]): PromptView | null => {
  if (view.kind === 'save') return view
  if (view.kind !== 'choice') return view.tokenId !== null && gone.includes(view.tokenId) ? null : view
  const choices = view.choices.filter(({ tokenId }) => !gone.includes(tokenId))
  if (choices.length === view.choices.length) return view
  return choices.some(({ obstacle }) => obstacle === null) ? { ...view, choices } : null
}
