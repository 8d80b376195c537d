import { domainToUnicode } from 'node:url'

const hostOf = (origin: string): string => URL.parse(origin)?.hostname ?? ''

/** Letters and figures that are taken for each other, and Cyrillic and Greek ones with the shape of a Latin letter. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/[1iíìîïıіι|!]/g, 'l'],
  [/[0оοσ]/g, 'o'],
  [/[аạàáâãäåα]/g, 'a'],
  [/[еẹèéêëєε]/g, 'e'],
  [/[рρ]/g, 'p'],
  [/[сϲç]/g, 'c'],
  [/[хχ]/g, 'x'],
  [/[уγ]/g, 'y'],
  [/5/g, 's'],
  [/[ѕ]/g, 's'],
  [/[-_.]/g, ''],
]

const shapeOf = (origin: string): string => {
  const host = domainToUnicode(hostOf(origin)).toLowerCase()
  return shapes.reduce((text, [letters, shape]) => text.replace(letters, shape), host)
}

/** Whether one letter was added, left out or changed, or two neighbours were swapped. */
const differInOne = (one: string, other: string): boolean => {
  let start = 0
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1
  const [a, b] = [one.slice(start), other.slice(start)]
  const swapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2)
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || swapped
}

/** Short names differ in one letter without being meant to deceive. */
const longEnough = 9

/** The approved site whose address this one is easily mistaken for; null if there is none. */
export const resembled = (origin: string, approved: readonly string[]): string | null => {
  if (approved.includes(origin)) return null
  const shape = shapeOf(origin)
  const isLike = (other: string): boolean => {
    if (hostOf(other) === hostOf(origin)) return false
    const theirs = shapeOf(other)
    return shape === theirs || (shape.length >= longEnough && differInOne(shape, theirs))
  }
  return approved.find(isLike) ?? null
}
