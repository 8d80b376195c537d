import { parseArgs } from 'node:util'

export const refuse = (sentence: string): never => {
  console.error(sentence)
  process.exit(2)
}

export const wholeNumber = (flag: string, text: string): number =>
  /^[1-9]\d{0,9}$/.test(text) ? Number(text) : refuse(`--${flag} takes a whole number above 0, not "${text}"`)

const parsed = (more: readonly string[]) => {
  const flags = ['seed', ...more].map((name) => [name, { type: 'string' as const }] as const)
  const options = Object.fromEntries(flags)
  try {
    return parseArgs({ allowPositionals: true, options })
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

/** A flag that takes one of some words; without it, the first one is meant. */
export type Choice = { readonly flag: string; readonly words: readonly string[] }

const chosen = ({ flag, words }: Choice, value: unknown): string => {
  if (value === undefined) return words[0] ?? ''
  const word = words.find((one) => one === value)
  return word ?? refuse(`--${flag} takes ${words.join(' or ')}, not "${value}"`)
}

/** A flag that takes a whole number. */
export type Amount = { readonly flag: string; readonly usual: number }

/**
 * NAME [--seed N] [--AMOUNT N] [--RATE N] [--CHOICE WORD]: one of the names, a seed (taken from the clock by default),
 * the amount, another one (0 if there is none) and the word.
 */
export const readCommandLine = (
  kind: string,
  names: readonly string[],
  amount: Amount,
  choice: Choice | null = null,
  rate: Amount | null = null,
): {
  readonly name: string
  readonly seed: number
  readonly amount: number
  readonly rate: number
  readonly word: string
} => {
  const flags = [amount, rate, choice].flatMap((one) => (one === null ? [] : [one.flag]))
  const { values, positionals } = parsed(flags)
  const [name = ''] = positionals
  if (!names.includes(name)) refuse(`There is no ${kind} "${name}". There are: ${names.join(', ')}`)
  const value = (flag: string, usual: number) =>
    typeof values[flag] === 'string' ? wholeNumber(flag, values[flag]) : usual
  return {
    name,
    seed: value('seed', Date.now() % 2 ** 31),
    amount: value(amount.flag, amount.usual),
    rate: rate === null ? 0 : value(rate.flag, rate.usual),
    word: choice === null ? '' : chosen(choice, values[choice.flag]),
  }
}
