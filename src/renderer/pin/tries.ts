import type { TokenView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'

export const isLastTry = ({ pin }: TokenView): boolean => pin.lastTry || pin.triesLeft === 1

/** How many wrong tries are left, said before the PIN is typed. */
export const triesHint = (token: TokenView, words: Texts): string => {
  const { pin, kind } = token
  if (isLastTry(token)) return words.pin.lastTry
  if (pin.triesLeft !== null) return words.pin.triesLeft(pin.triesLeft)
  if (kind === 'soft') return ''
  return pin.countLow ? words.pin.countLow : words.pin.triesUnknown
}
