import { Button } from 'antd'
import { actionOf, type HelpAction } from '../../shared/help/action.ts'
import type { Snapshot } from '../../shared/models/index.ts'
import { pageOf } from '../../shared/places/pages.ts'
import { hashOf, type Place } from '../../shared/places/place.ts'
import type { Texts } from '../../shared/text/index.ts'
import { useAssistant } from '../live/use-live.tsx'

/** The token that the person most likely means: the locked one for unlocking, the only one otherwise. */
const tokenFor = (page: 'pin' | 'unlock', { tokens }: Pick<Snapshot, 'tokens'>): string | null => {
  const fit = page === 'unlock' ? tokens.filter(({ pin }) => pin.locked) : tokens
  const [only, ...others] = fit.length > 0 ? fit : tokens
  return only !== undefined && others.length === 0 ? only.id : null
}

const placeFor = (action: HelpAction, snapshot: Snapshot): Place => {
  if (action.kind === 'place') return action.place
  const tokenId = tokenFor(action.page, snapshot)
  return tokenId === null ? { page: 'certificates' } : { page: action.page, tokenId }
}

const titleOf = (place: Place, words: Texts): string => {
  const title = pageOf(place.page).title(words)
  if (place.page === 'settings') return words.finder.section(title, words.settings.sections[place.section])
  if (place.page === 'diagnosis' && place.step !== null)
    return words.finder.section(title, words.diagnosis.stepNames[place.step])
  return title
}

/** The button at the end of an article: it leads to the place where the person acts. */
export const ArticleAction = ({ action }: { readonly action: string }) => {
  const { snapshot, words } = useAssistant()
  const known = actionOf(action)
  if (known === null) return null
  const place = placeFor(known, snapshot)
  return (
    <Button type="primary" href={hashOf(place)}>
      {words.help.goTo(titleOf(place, words))}
    </Button>
  )
}
