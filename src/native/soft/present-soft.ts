import { isDeepStrictEqual } from 'node:util'
import type { PresentToken } from '../token.ts'
import { softFacts } from './soft-facts.ts'
import type { SoftFile } from './soft-file.ts'
import { certificatesOf, keysOf, sealsOf } from './soft-session.ts'
import type { SoftToken } from './soft-token.ts'

type Known = { readonly file: SoftFile; readonly present: PresentToken }

const presentAnew = (token: SoftToken, before: Known | undefined): PresentToken => {
  const { file } = token
  const same = <Part extends 'certificates' | 'keys' | 'seals'>(part: Part): boolean =>
    before !== undefined && isDeepStrictEqual(before.file[part], file[part])
  const present = {
    token,
    facts: softFacts(file),
    certificates: before && same('certificates') ? before.present.certificates : certificatesOf(file),
    keys: before && same('keys') ? before.present.keys : keysOf(file),
    seals: before && same('seals') ? before.present.seals : sealsOf(file),
  }
  return before && isSame(before.present, present) ? before.present : present
}

const isSame = (one: PresentToken, other: PresentToken): boolean =>
  one.certificates === other.certificates &&
  one.keys === other.keys &&
  one.seals === other.seals &&
  isDeepStrictEqual(one.facts, other.facts)

/**
 * What soft tokens show of themselves. As long as a file says the same, so do the very same objects: whatever was made
 * of them (parsed certificates, views) stays good.
 */
export const createSoftPresence = (): ((token: SoftToken) => PresentToken) => {
  const known = new WeakMap<SoftToken, Known>()
  return (token) => {
    const before = known.get(token)
    if (before?.file === token.file) return before.present
    const present = presentAnew(token, before)
    known.set(token, { file: token.file, present })
    return present
  }
}
