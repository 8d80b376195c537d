import { type Place, placeOf } from '../places/place.ts'

/** Where an article leads: to a place, or to a page of a token, which is chosen when the person goes there. */
export type HelpAction =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'token'; readonly page: 'pin' | 'unlock' }

const address = /^[a-z][a-z-]*(?:\/[a-z-]+)?$/

/** What an article's `action` means; null if it leads nowhere. */
export const actionOf = (word: string): HelpAction | null => {
  if (word === 'pin' || word === 'unlock') return { kind: 'token', page: word }
  if (!address.test(word)) return null
  const place = placeOf(`#/${word}`)
  return place === null || place.page === 'prompt' ? null : { kind: 'place', place }
}
