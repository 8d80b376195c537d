import type { Finding } from '../../../shared/diagnosis/model.ts'
import type { TokenView } from '../../../shared/models/index.ts'
import { found, type Step } from '../step.ts'
import { nameOfToken } from '../token-name.ts'

const few = 3

/** The gravest thing that is to be said of the tries, and whether the PIN is still the first one. */
const ofToken = (token: TokenView): readonly Finding[] => {
  const { pin, id: tokenId, kind } = token
  const name = nameOfToken(token)
  const about = tokenId
  const unlock = { page: 'unlock', tokenId } as const
  if (!pin.initialised) return [found('pin-unset', { name }, { about })]
  if (pin.locked) return [found('pin-locked', { name }, { about, place: unlock })]
  const tries = pin.triesLeft
  const low = tries !== null && tries <= few && tries < (pin.triesMax ?? tries)
  return [
    ...(pin.lastTry ? [found('pin-last-try', { name }, { about, place: unlock })] : []),
    ...(low && !pin.lastTry ? [found('pin-low', { name, tries }, { level: 'attention', about })] : []),
    ...(pin.isDefault && kind === 'ukey'
      ? [found('pin-default', { name }, { level: 'attention', about, place: { page: 'pin', tokenId } })]
      : []),
  ]
}

export const pinStep = {
  id: 'pin',
  when: ({ snapshot }) => snapshot().tokens.length > 0,
  finds: ['pin-unset', 'pin-locked', 'pin-last-try', 'pin-low', 'pin-default'],
  check: ({ snapshot }) => snapshot().tokens.flatMap(ofToken),
} satisfies Step
