import type { PresentToken } from '../token.ts'

const shareCertificate = (a: PresentToken, b: PresentToken): boolean =>
  a.certificates.some(({ objectId }) => b.certificates.some((other) => other.objectId === objectId))

// Libraries agree on the serial number of a key, but not always on the name of its maker.
const isSameKey = (a: PresentToken, b: PresentToken): boolean =>
  a.facts.id === b.facts.id ||
  (a.facts.serial !== '' && a.facts.serial === b.facts.serial && shareCertificate(a, b))

const canSm2 = ({ facts }: PresentToken): boolean => facts.capabilities.includes('sm2-sign')

/**
 * One entry for each physical key. If two libraries show a key, the library that can do SM2 wins, then the one whose
 * source comes first. The list keeps the order of its sources.
 */
export const mergeTokens = (sources: readonly (readonly PresentToken[])[]): readonly PresentToken[] => {
  const kept: PresentToken[] = []
  for (const [index, source] of sources.entries()) {
    const earlier = sources.slice(0, index).flat()
    for (const token of source) {
      const twin = earlier.find((other) => isSameKey(other, token))
      const place = twin === undefined ? -1 : kept.findIndex((other) => isSameKey(other, token))
      const there = kept[place]
      if (there === undefined) kept.push(token)
      else if (canSm2(token) && !canSm2(there)) kept[place] = token
    }
  }
  return kept
}
