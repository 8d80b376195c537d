import type { Tone } from '../../shared/health/pair-health.ts'
import type { TokenView } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'

export type PinStatus = { readonly tone: Tone; readonly words: string }

/** The state of a token's PIN in words, the gravest fact first. */
export const pinStatus = ({ pin }: TokenView, words: Texts): PinStatus => {
  const say = words.certificates
  if (pin.locked) return { tone: 'bad', words: say.pinLocked }
  if (!pin.initialised) return { tone: 'soon', words: say.pinNotSet }
  if (pin.lastTry || pin.triesLeft === 1) return { tone: 'soon', words: say.pinLastTry }
  if (pin.isDefault) return { tone: 'soon', words: say.pinDefault }
  if (pin.entryOnDevice) return { tone: 'quiet', words: say.pinOnDevice }
  if (pin.triesLeft !== null) return { tone: 'quiet', words: say.pinTries(pin.triesLeft) }
  return pin.countLow ? { tone: 'soon', words: say.pinLow } : { tone: 'quiet', words: say.pinUnknown }
}
