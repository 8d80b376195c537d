import { errorsByHotline } from '../../shared/errors/index.ts'
import type { ArticleHead, Snapshot } from '../../shared/models/index.ts'
import { hashOf, type Place, placeOf } from '../../shared/places/place.ts'
import { createSearch } from '../../shared/search/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { grouped, tokenName } from '../words/format.ts'
import { type Action, actionsNow } from './actions.ts'
import { certificatesFound } from './certificates.ts'
import type { Recent } from './recent.ts'

export type Result = { readonly title: string; readonly detail: string; readonly place: Place }
export type ResultGroup = {
  readonly name: keyof Texts['finder']['groups']
  readonly results: readonly Result[]
  /** How many more there are. */
  readonly more: number
}

const mostActions = 6
const mostCertificates = 8
const mostTokens = 4
const mostCodes = 5

const ofAction = ({ title, place }: Action): Result => ({ title, detail: '', place })

const foundActions = (actions: readonly Action[], typed: string): readonly Result[] => {
  const find = createSearch(
    actions.map(({ title, also }, at) => ({ id: String(at), title, keywords: also, body: '', codes: [] })),
  )
  return find(typed, mostActions).flatMap((at) => {
    const action = actions[Number(at)]
    return action ? [ofAction(action)] : []
  })
}

type Known = { readonly snapshot: Snapshot; readonly words: Texts }

/** What can be done with the tokens that the words fit: a locked one is unlocked, the PIN of another one changed. */
const tokenActions = (typed: string, { snapshot, words }: Known): readonly Result[] =>
  snapshot.tokens
    .filter(({ pin }) => pin.locked || pin.initialised)
    .map((token) => {
      const say = token.pin.locked ? words.finder.unlock : words.finder.changePin
      const page = token.pin.locked ? 'unlock' : 'pin'
      return { title: say(tokenName(token, words)), detail: '', place: { page, tokenId: token.id } as const }
    })
    .filter(({ title }) =>
      title.toLowerCase().replace(/\s/g, '').includes(typed.toLowerCase().replace(/\s/g, '')),
    )
    .slice(0, mostTokens)

const certificates = (typed: string, { snapshot, words }: Known): ResultGroup => {
  const found = certificatesFound(snapshot, typed)
  return {
    name: 'certificates',
    results: found.slice(0, mostCertificates).map(({ view, token }) => ({
      title: view.holder,
      detail: `${grouped(view.serial)} · ${tokenName(token, words)}`,
      place: { page: 'certificate', certificateId: view.id },
    })),
    more: Math.max(0, found.length - mostCertificates),
  }
}

const codes = (typed: string, { snapshot }: Known): readonly Result[] =>
  errorsByHotline(typed, snapshot.settings.language, mostCodes).map(({ hotline, title }) => {
    const articleId = snapshot.articleOfCode[hotline]
    const place: Place =
      articleId === undefined ? { page: 'service', search: hotline } : { page: 'article', articleId }
    return { title: `${hotline} ${title}`, detail: '', place }
  })

const ofHead = ({ id, title }: ArticleHead): Result => ({
  title,
  detail: '',
  place: { page: 'article', articleId: id },
})

const ofRecent = (recent: Recent): readonly Result[] =>
  recent.flatMap(({ title, hash }) => {
    const place = placeOf(hash)
    return place ? [{ title, detail: '', place }] : []
  })

const group = (name: ResultGroup['name'], results: readonly Result[]): ResultGroup => ({
  name,
  results,
  more: 0,
})

/** No place stands twice; it stays where it is shown first. */
const withoutDoubles = (groups: readonly ResultGroup[]): readonly ResultGroup[] => {
  const seen = new Set<string>()
  return groups
    .map((one) => ({
      ...one,
      results: one.results.filter(({ place }) => {
        const hash = hashOf(place)
        if (seen.has(hash)) return false
        seen.add(hash)
        return true
      }),
    }))
    .filter(({ results }) => results.length > 0)
}

/** What is offered for what was typed. Without a word: what was used lately, then the pages. */
export const resultsFor = (
  typed: string,
  known: Known & { readonly recent: Recent; readonly heads: readonly ArticleHead[] },
): readonly ResultGroup[] => {
  const actions = actionsNow(known.snapshot, known.words)
  if (typed === '')
    return withoutDoubles([
      group('recent', ofRecent(known.recent)),
      group('actions', actions.slice(0, mostActions).map(ofAction)),
    ])
  const lately = ofRecent(known.recent).filter(({ title }) =>
    title.toLowerCase().includes(typed.toLowerCase()),
  )
  return withoutDoubles([
    group('recent', lately),
    group('codes', codes(typed, known)),
    group('actions', [...foundActions(actions, typed), ...tokenActions(typed, known)]),
    certificates(typed, known),
    group('articles', known.heads.map(ofHead)),
  ])
}
