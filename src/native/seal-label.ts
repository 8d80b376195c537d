import { createHash } from 'node:crypto'

// How a seal is named on a token, whatever the token (docs/tokens.md, "Seals"). The first part is the same for all
// versions of one seal, the second one differs between them, so a new version is written before the old one goes.
const PREFIX = 'seal-'

/** No seal that a token shows is larger: a picture of 600 dpi takes a tenth of this. */
export const LARGEST_SEAL = 512 * 1024
/** A token that lists seals without end must not keep anybody busy. */
export const MOST_SEALS = 16

const digest = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 10)

/** The beginning that all versions of the seal of this number have in common. */
export const sealLabelStart = (sealNumber: string): string => `${PREFIX}${digest(sealNumber)}-`

/** At most 26 characters, because a file of SKF has 32 for its name. */
export const sealLabel = (sealNumber: string, der: Uint8Array): string =>
  `${sealLabelStart(sealNumber)}${digest(der)}`

/** A file of SKF has so many bytes for its name. What has a longer name was not written by us. */
const LONGEST = 32

export const isSealLabel = (label: string): boolean => label.startsWith(PREFIX) && label.length <= LONGEST

/** What is to be shown of the seals on a token: a name counts once, and a token that lists without end is cut off. */
export const shownSeals = <Seal extends { readonly label: string }>(all: readonly Seal[]): readonly Seal[] =>
  [...new Map(all.map((seal) => [seal.label, seal])).values()].slice(0, MOST_SEALS)

/** The bytes of a seal as far as they may be a seal at all. */
export const sealValue = (bytes: Uint8Array | null | undefined): Uint8Array | null =>
  bytes == null || bytes.length === 0 || bytes.length > LARGEST_SEAL ? null : new Uint8Array(bytes)
