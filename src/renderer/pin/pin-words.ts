import type { PinRule } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { pinFault } from './pin-rules.ts'

/** What is wrong with a typed PIN, in words; null if it can be tried. */
export const pinFaultWords = (pin: string, rule: PinRule, { pin: say }: Texts): string | null => {
  const fault = pinFault(pin, rule)
  switch (fault) {
    case null:
      return null
    case 'missing':
      return say.missing
    case 'length':
      return say.wrongLength(rule.min, rule.max)
    case 'full-width':
    case 'not-typable':
      return say.notTypable
  }
}
