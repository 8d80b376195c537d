import { type Spelling, spellingsOf } from './pinyin.ts'
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

type Phrase = { readonly text: string; readonly spellings: readonly Spelling[] }
type Indexed = {
  readonly id: string
  readonly codes: ReadonlySet<string>
  readonly phrases: readonly Phrase[]
}

const fieldWeights = { title: 3, keywords: 3, body: 1 } as const
/** No question needs more. What is longer was pasted by mistake. */
const longestQuestion = 200

const squeezed = (text: string): string => runsOf(text).join('')

const phraseOf = (text: string): Phrase => {
  const plain = squeezed(normal(text))
  return { text: plain, spellings: /\p{Script=Han}/u.test(plain) ? spellingsOf(plain) : [] }
}

const bestOf = <T>(all: readonly T[], scoreOf: (one: T) => number): number =>
  all.reduce((best, one) => Math.max(best, scoreOf(one)), 0)

/** Whether the letters stand in the text in this order, with others between them. */
const isThrough = (letters: string, text: string): boolean => {
  let at = 0
  for (const letter of text) if (letter === letters[at]) at += 1
  return at === letters.length
}

/** How well a word of Latin letters spells a phrase. */
const spelt = (word: string, { spellings }: Phrase): number => {
  let best = 0
  for (const { whole, initials } of spellings) {
    if (initials === word || whole === word) best = Math.max(best, 9)
    else if (word.length >= 3 && initials.startsWith(word)) best = Math.max(best, 6)
    else if (word.length >= 4 && whole.startsWith(word)) best = Math.max(best, 6)
    else if (word.length >= 3 && initials.includes(word)) best = Math.max(best, 3)
    else if (word.length >= 4 && whole.includes(word)) best = Math.max(best, 4)
    else if (word.length >= 4 && word[0] === initials[0] && isThrough(word, initials))
      best = Math.max(best, 2)
  }
  return best
}

/** What a name in a question, or a question in a name, says beyond its single letters. */
const phraseScore = (question: string, { text }: Phrase): number => {
  if (text === question) return 12
  if (text.length >= 2 && question.includes(text)) return 3 + text.length
  if (question.length >= 2 && text.includes(question)) return 4
  return 0
}

type Posting = { readonly at: number; readonly weight: number }

const postingsOf = (things: readonly Findable[]): ReadonlyMap<string, readonly Posting[]> => {
  const postings = new Map<string, Posting[]>()
  for (const [at, { title, keywords, body }] of things.entries()) {
    const weights = new Map<string, number>()
    const texts = { title, keywords: keywords.join(' '), body }
    for (const field of ['title', 'keywords', 'body'] as const)
      for (const { text } of termsOf(normal(texts[field])))
        weights.set(text, (weights.get(text) ?? 0) + fieldWeights[field])
    for (const [term, weight] of weights) {
      const known = postings.get(term)
      if (known) known.push({ at, weight })
      else postings.set(term, [{ at, weight }])
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
  const indexed: readonly Indexed[] = things.map(({ id, title, keywords, codes }) => ({
    id,
    codes: new Set(codes.map((code) => code.toLowerCase())),
    phrases: [title, ...keywords].map(phraseOf),
  }))
  const rarity = (term: string): number =>
    Math.log(1 + things.length / (1 + (postings.get(term)?.length ?? things.length)))

  const byTerms = (subject: string, scores: Float64Array): void => {
    const add = (term: string, weight: number): void => {
      const worth = rarity(term) * weight
      for (const posting of postings.get(term) ?? [])
        scores[posting.at] = (scores[posting.at] ?? 0) + worth * Math.sqrt(posting.weight)
    }
    for (const { text, weight } of termsOf(subject)) {
      add(text, weight)
      if (/^[a-z0-9]+$/.test(text)) for (const longer of beginningWith(text, latin)) add(longer, weight * 0.4)
    }
  }

  const byPhrases = (question: string, scores: Float64Array): void => {
    const asked = [squeezed(question), squeezed(subjectOf(question))]
    const words = runsOf(question).filter((run) => !isHan(run) && run.length >= 2)
    // A word that stands in the texts is not Chinese in Latin letters.
    const foreign = words.filter((word) => !postings.has(word))
    for (const [at, { codes, phrases }] of indexed.entries()) {
      const named = bestOf(phrases, (phrase) => bestOf(asked, (one) => phraseScore(one, phrase)))
      const spelled = foreign.reduce((sum, word) => sum + bestOf(phrases, (phrase) => spelt(word, phrase)), 0)
      const coded = words.some((word) => codes.has(word)) ? 1000 : 0
      scores[at] = (scores[at] ?? 0) + named + spelled + coded
    }
  }

  return (question, most) => {
    const plain = normal(question.slice(0, longestQuestion))
    const scores = new Float64Array(things.length)
    byTerms(subjectOf(plain), scores)
    byPhrases(plain, scores)
    const found = [...scores.entries()].filter(([, score]) => score > 0.5)
    found.sort(([, one], [, other]) => other - one)
    return found.slice(0, most).flatMap(([at]) => indexed[at]?.id ?? [])
  }
}
