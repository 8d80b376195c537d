import { pinyinReadings } from './pinyin-readings.ts'

/** So many readings of a phrase are tried. 重装 has two, and a phrase of ten such letters must not have a thousand. */
const mostReadings = 8

let table: ReadonlyMap<string, readonly string[]> | null = null

/** Made when somebody first searches, because most people never do. */
const readings = (): ReadonlyMap<string, readonly string[]> => {
  if (table) return table
  const made = new Map<string, string[]>()
  for (const line of pinyinReadings.trim().split('\n')) {
    const [syllable = '', letters = ''] = line.split(' ')
    for (const letter of letters) {
      const known = made.get(letter)
      if (known) known.push(syllable)
      else made.set(letter, [syllable])
    }
  }
  table = made
  return made
}

/** The syllables that a letter may be read as; the letter itself if it is not Chinese or too rare. */
export const syllablesOf = (letter: string): readonly string[] => readings().get(letter) ?? [letter]

export type Spelling = { readonly whole: string; readonly initials: string }

/** How a phrase may be typed in Latin letters: in whole syllables, or by their initials. */
export const spellingsOf = (phrase: string): readonly Spelling[] => {
  let all: readonly Spelling[] = [{ whole: '', initials: '' }]
  for (const letter of phrase) {
    const syllables = syllablesOf(letter)
    all = all
      .flatMap(({ whole, initials }) =>
        syllables.map((one) => ({ whole: whole + one, initials: initials + (one[0] ?? '') })),
      )
      .slice(0, mostReadings)
  }
  return all
}
