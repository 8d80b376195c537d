import type { PresentToken } from '../token.ts'

const shareCertificate = (a: PresentToken, b: PresentToken): boolean =>
  a.certificates.some(({ objectId }) => b.certificates.some((other) => other.objectId === objectId))

const textOf = (publicKey: Uint8Array): string => Buffer.from(publicKey).toString('hex')

const sharePublicKey = (a: PresentToken, b: PresentToken): boolean => {
  const shown = new Set(a.keys.flatMap(({ publicKey }) => (publicKey === null ? [] : [textOf(publicKey)])))
  return b.keys.some(({ publicKey }) => publicKey !== null && shown.has(textOf(publicKey)))
}

// One ABI has room for a serial number of 32 bytes, the other for its first 16.
const SHORT_SERIAL = 16

const agree = (a: string, b: string): boolean =>
  a !== '' && (a === b || (a.length === SHORT_SERIAL && b.startsWith(a)))

const sameSerial = ({ facts: a }: PresentToken, { facts: b }: PresentToken): boolean =>
  agree(a.serial, b.serial) || agree(b.serial, a.serial)

const canSm2 = ({ facts }: PresentToken): boolean => facts.capabilities.includes('sm2-sign')
const isBlank = ({ certificates, keys }: PresentToken): boolean =>
  certificates.length === 0 && keys.length === 0

// Two libraries of one maker, and nothing on the key that could tell them apart: nothing is hidden if they are one.
const mayBeBlankTwins = (a: PresentToken, b: PresentToken): boolean => {
  if (a.facts.driverId !== b.facts.driverId) return false
  return (isBlank(a) && isBlank(b)) || ((isBlank(a) || isBlank(b)) && canSm2(a) && canSm2(b))
}

// Libraries agree on the serial number of a key, but not always on the name of its maker.
const isSameKey = (a: PresentToken, b: PresentToken): boolean =>
  a.facts.id === b.facts.id ||
  (sameSerial(a, b) && (shareCertificate(a, b) || sharePublicKey(a, b) || mayBeBlankTwins(a, b)))

const isBetter = (token: PresentToken, there: PresentToken): boolean => {
  if (canSm2(token) !== canSm2(there)) return canSm2(token)
  return isBlank(there) && !isBlank(token)
}

/**
 * One entry for each physical key. If two libraries show a key, the library that can do SM2 wins, then the one that
 * shows something on it, then the one whose source comes first. The list keeps the order of its sources.
 */
export const mergeTokens = (sources: readonly (readonly PresentToken[])[]): readonly PresentToken[] => {
  const kept: PresentToken[] = []
  for (const [index, source] of sources.entries()) {
    const earlier = sources.slice(0, index).flat()
    // Two entries of one library are two keys, or two applications of one: each finds a twin of its own.
    const taken = new Set<number>()
    for (const token of source) {
      const twin = earlier.find((other) => isSameKey(other, token))
      const place = twin === undefined ? -1 : kept.findIndex((other) => isSameKey(other, token))
      const there = kept[place]
      if (there === undefined || taken.has(place)) {
        taken.add(kept.push(token) - 1)
        continue
      }
      taken.add(place)
      if (isBetter(token, there)) kept[place] = token
    }
  }
  return kept
}
