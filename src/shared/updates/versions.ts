const partsOf = (version: string): readonly number[] | null => {
  const match = /^v?(\d{1,6}(?:\.\d{1,6}){0,3})/.exec(version.trim())
  return match?.[1] === undefined ? null : match[1].split('.').map(Number)
}

/** Whether a version is older than the wanted one. Versions that cannot be read are not called old. */
export const isOlder = (version: string, wanted: string): boolean => {
  const [ours, theirs] = [partsOf(version), partsOf(wanted)]
  if (ours === null || theirs === null) return false
  for (const [at, theirPart] of theirs.entries()) {
    const ourPart = ours[at] ?? 0
    if (ourPart !== theirPart) return ourPart < theirPart
  }
  return false
}

/** The newest of these versions, if the present one is older than it. */
export const highestNeeded = (present: string, wanted: readonly (string | null)[]): string | null =>
  wanted.reduce<string | null>(
    (highest, one) => (one !== null && isOlder(highest ?? present, one) ? one : highest),
    null,
  )
