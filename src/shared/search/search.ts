import { spellingsOf } from './pinyin.ts'
import { isHan, normal, runsOf, subjectOf, termsOf } from './terms.ts'

/** A thing that can be found. */
export type Findable = {
  readonly id: string
  readonly title: string
  /** Other names of it, as people may type them. */
  readonly keywords: readonly string[]
  readonly body: string
  /** Codes that mean exactly this. */
  readonly codes: readonly string[]
}

export type Search = (question: string, most: number) => readonly string[]

const fieldWeights = { title: 3, keywords: 3, body: 1 } as const
/** No question needs more. What is longer was pasted by mistake. */
const longestQuestion = 200

const squeezed = (text: string): string => runsOf(text).join('')

/** The names of a thing in one text, divided by bars, because one search in a text is quicker than many in a list. */
type Names = { readonly plain: string; readonly initials: string; readonly whole: string }

const barred = (all: readonly string[]): string => `|${all.join('|')}|`

const namesOf = (phrases: readonly string[]): Names => {
  const spelt = phrases.filter((phrase) => /\p{Script=Han}/u.test(phrase)).flatMap(spellingsOf)
  return {
    plain: barred(phrases),
    initials: barred(spelt.map(({ initials }) => initials)),
    whole: barred(spelt.map(({ whole }) => whole)),
  }
}

/** Whether the letters stand in one of the names in this order, the first one first, with others between them. */
const isThrough = (letters: string, names: string): boolean =>
  new RegExp(`\\|${[...letters].join('[^|]{0,6}')}`).test(names)

/** How well a word of Latin letters spells a name. */
const spelt = (word: string, { initials, whole }: Names): number => {
  if (initials.includes(`|${word}|`) || whole.includes(`|${word}|`)) return 9
  if (word.length >= 3 && initials.includes(`|${word}`)) return 6
  if (word.length >= 4 && whole.includes(`|${word}`)) return 6
  if (word.length >= 4 && whole.includes(word)) return 4
  if (word.length >= 3 && initials.includes(word)) return 3
  return word.length >= 4 && isThrough(word, initials) ? 2 : 0
}

const longestName = 16

/** The parts of a question that may be the name of something. */
const partsOf = (question: string): readonly string[] => {
  const parts = new Set<string>()
  for (let from = 0; from < question.length; from += 1)
    for (let to = from + 2; to <= Math.min(question.length, from + longestName); to += 1)
      parts.add(question.slice(from, to))
  return [...parts]
}

/** The things of each name. */
const byName = (names: readonly (readonly string[])[]): ReadonlyMap<string, readonly number[]> => {
  const known = new Map<string, number[]>()
  for (const [at, phrases] of names.entries())
    for (const phrase of new Set(phrases)) {
      const things = known.get(phrase)
      if (things) things.push(at)
      else known.set(phrase, [at])
    }
  return known
}

type Posting = { readonly at: number; readonly weight: number }

const postingsOf = (things: readonly Findable[]): ReadonlyMap<string, readonly Posting[]> => {
  const postings = new Map<string, Posting[]>()
  for (const [at, { title, keywords, body }] of things.entries()) {
    const weights = new Map<string, number>()
    const texts = { title, keywords: keywords.join(' '), body }
    // Only names are found by their sound: a text is long, and its sounds would fit everything.
    for (const field of ['title', 'keywords', 'body'] as const)
      for (const { text, sound } of termsOf(normal(texts[field])))
        if (!sound || field !== 'body') weights.set(text, (weights.get(text) ?? 0) + fieldWeights[field])
    for (const [term, weight] of weights) {
      const known = postings.get(term)
      if (known) known.push({ at, weight: Math.sqrt(weight) })
      else postings.set(term, [{ at, weight: Math.sqrt(weight) }])
    }
  }
  return postings
}

/** Words of the index that begin like a word that may not be finished. */
const beginningWith = (word: string, words: readonly string[]): readonly string[] =>
  word.length < 2 ? [] : words.filter((one) => one !== word && one.startsWith(word)).slice(0, 20)

/**
 * Finds by words as people type them: Chinese by pairs of letters and by their sound, Latin words by their beginning,
 * Chinese spelt in Latin letters, and codes. The first of the result fits best.
 */
export const createSearch = (things: readonly Findable[]): Search => {
  const postings = postingsOf(things)
  const latin = [...postings.keys()].filter((term) => /^[a-z0-9]+$/.test(term))
  const phrases = things.map(({ title, keywords }) =>
    [title, ...keywords].map((phrase) => squeezed(normal(phrase))),
  )
  const named = byName(phrases)
  const names = phrases.map(namesOf)
  const coded = byName(things.map(({ codes }) => codes.map((code) => code.toLowerCase())))
  const rarity = (term: string): number =>
    Math.log(1 + things.length / (1 + (postings.get(term)?.length ?? things.length)))

  const byTerms = (subject: string, scores: Float64Array): void => {
    const add = (term: string, weight: number): void => {
      const worth = rarity(term) * weight
      for (const posting of postings.get(term) ?? [])
        scores[posting.at] = (scores[posting.at] ?? 0) + worth * posting.weight
    }
    for (const { text, weight } of termsOf(subject)) {
      add(text, weight)
      if (/^[a-z0-9]+$/.test(text)) for (const longer of beginningWith(text, latin)) add(longer, weight * 0.4)
    }
  }

  /** What a name in a question, or a question in a name, says beyond its single letters. */
  const byNames = (asked: readonly string[], scores: Float64Array): void => {
    const best = new Float64Array(things.length)
    const raise = (at: number, score: number): void => {
      best[at] = Math.max(best[at] ?? 0, score)
    }
    for (const question of asked) {
      for (const part of partsOf(question))
        for (const at of named.get(part) ?? []) raise(at, part === question ? 12 : 3 + part.length)
      for (const [at, { plain }] of names.entries())
        if (question.length >= 2 && plain.includes(question)) raise(at, 4)
    }
    for (const [at, score] of best.entries()) scores[at] = (scores[at] ?? 0) + score
  }

  const byWords = (words: readonly string[], scores: Float64Array): void => {
    for (const word of words) {
      for (const at of coded.get(word) ?? []) scores[at] = (scores[at] ?? 0) + 1_000
      // A word that stands in the texts is not Chinese in Latin letters.
      if (postings.has(word)) continue
      for (const [at, all] of names.entries()) scores[at] = (scores[at] ?? 0) + spelt(word, all)
    }
  }

  return (question, most) => {
    const plain = normal(question.slice(0, longestQuestion))
    const scores = new Float64Array(things.length)
    byTerms(subjectOf(plain), scores)
    byNames([squeezed(plain), squeezed(subjectOf(plain))], scores)
    byWords(
      runsOf(plain).filter((run) => !isHan(run) && run.length >= 2),
      scores,
    )
    const found = [...scores.entries()].filter(([, score]) => score > 0.5)
    found.sort(([, one], [, other]) => other - one)
    return found.slice(0, most).flatMap(([at]) => things[at]?.id ?? [])
  }
}
