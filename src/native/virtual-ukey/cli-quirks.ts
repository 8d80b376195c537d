import { checkQuirk, QUIRKS, type Quirks, readQuirks, setQuirks } from './quirks.ts'

const one = (word: string): Quirks => {
  const [name = '', value] = word.split('=')
  const quirk = checkQuirk(name)
  if (value === undefined) return { [quirk]: null }
  const number = Number(value)
  if (!QUIRKS[quirk] || value === '' || !Number.isInteger(number) || number < 0)
    throw new Error(QUIRKS[quirk] ? `${quirk} wants a number: ${value}` : `${quirk} takes no number`)
  return { [quirk]: number }
}

/** Runs `ukey quirk …` and returns what to print. */
export const runQuirkCommand = (home: string, id: string, args: readonly string[]): string => {
  if (args[0] === 'clear') setQuirks(home, id, {})
  else if (args.length > 0) setQuirks(home, id, Object.assign({}, readQuirks(home, id), ...args.map(one)))
  const set = Object.entries(readQuirks(home, id))
  return set.map(([word, value]) => (value === null ? word : `${word} ${value}`)).join('\n') || 'no quirks'
}
