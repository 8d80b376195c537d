/**
 * A name as it is stored and compared: one form for each letter, one middle dot (·) and single spaces. Rare letters stay
 * as they are; compatibility forms (ＡＢＣ, ⽇) become the letters that they stand for.
 */
export const plainName = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\u2022\u2027\u2219\u22c5\u30fb\u00b7\uff65]/gu, '·')
    .replace(/\s*·\s*/gu, '·')
    .replace(/\s+/gu, ' ')
    .trim()

/** A person's name: letters of any script, with middle dots, spaces, hyphens, full stops and apostrophes between. */
export const isPersonName = (typed: string): boolean => {
  const name = plainName(typed)
  return /^[\p{L}\p{Co}][\p{L}\p{M}\p{Co}·.'’ -]*$/u.test(name) && Array.from(name).length <= 100
}

/** Whether two people would call it the same name: capitals and spaces do not count. */
export const sameName = (one: string, other: string): boolean => comparedName(one) === comparedName(other)

const comparedName = (name: string): string => plainName(name).replace(/\s/gu, '').toUpperCase()
