import { parseArgs } from 'node:util'

const refuse = (sentence: string): never => {
  console.error(sentence)
  process.exit(2)
}

const wholeNumber = (flag: string, text: string): number =>
  /^[1-9]\d{0,9}$/.test(text) ? Number(text) : refuse(`--${flag} takes a whole number above 0, not "${text}"`)

const parsed = (flag: string) => {
  const options = { seed: { type: 'string' }, [flag]: { type: 'string' } } as const
  try {
    return parseArgs({ allowPositionals: true, options })
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

/** NAME [--seed N] [--AMOUNT N]: one of the names, a seed (taken from the clock by default) and the amount. */
export const readCommandLine = (
  kind: string,
  names: readonly string[],
  amount: { readonly flag: string; readonly usual: number },
): { readonly name: string; readonly seed: number; readonly amount: number } => {
  const { values, positionals } = parsed(amount.flag)
  const [name = ''] = positionals
  if (!names.includes(name)) refuse(`There is no ${kind} "${name}". There are: ${names.join(', ')}`)
  const value = (flag: string, usual: number) =>
    typeof values[flag] === 'string' ? wholeNumber(flag, values[flag]) : usual
  return { name, seed: value('seed', Date.now() % 2 ** 31), amount: value(amount.flag, amount.usual) }
}
