import type { PdfFile } from '../pdf-structure/pdf-file.ts'
import { type PdfDict, type PdfRef, type PdfValue, refKey } from '../pdf-structure/values.ts'
import { RefusedFile } from '../refused-file.ts'

export type Sameness = {
  /** Whether a value before and a value after mean the same, references followed. */
  readonly same: (before: PdfValue, after: PdfValue) => boolean
  /** The names of entries in which two dictionaries differ. */
  readonly differing: (before: Entries, after: Entries) => readonly string[]
}

export type Entries = PdfDict['entries']

/** Comparisons for one signature: more would take too long. */
const mostSteps = 1_500_000

/** `elsewhere` tells pairs that are compared by rules of their own: pages and fields. */
export const samenessOf = (
  before: PdfFile,
  after: PdfFile,
  elsewhere: (one: PdfRef, other: PdfRef) => boolean,
): Sameness => {
  const known = new Map<string, boolean>()
  let steps = 0

  const sameRefs = (one: PdfRef, other: PdfRef): boolean => {
    if (elsewhere(one, other)) return true
    const key = `${refKey(one)}/${refKey(other)}`
    const seen = known.get(key)
    if (seen !== undefined) return seen
    known.set(key, true) // objects that refer to each other in a circle differ only by what is in them
    const result = sameValues(before.resolve(one), after.resolve(other))
    known.set(key, result)
    return result
  }

  const sameEntries = (one: Entries, other: Entries): boolean => differing(one, other).length === 0

  const differing = (one: Entries, other: Entries): readonly string[] =>
    [...new Set([...one.keys(), ...other.keys()])].filter((name) => {
      const [left, right] = [one.get(name), other.get(name)]
      return !same(left ?? { kind: 'null' }, right ?? { kind: 'null' })
    })

  const sameValues = (one: PdfValue, other: PdfValue): boolean => {
    switch (one.kind) {
      case 'null':
        return other.kind === 'null'
      case 'number':
      case 'boolean':
        return other.kind === one.kind && other.value === one.value
      case 'name':
        return other.kind === 'name' && other.name === one.name
      case 'string':
        return other.kind === 'string' && Buffer.from(one.bytes).equals(other.bytes)
      case 'array':
        return (
          other.kind === 'array' &&
          one.items.length === other.items.length &&
          one.items.every((item, i) => same(item, other.items[i] ?? { kind: 'null' }))
        )
      case 'dict':
        return other.kind === 'dict' && sameEntries(one.entries, other.entries)
      case 'stream':
        return (
          other.kind === 'stream' &&
          Buffer.from(one.data.buffer, one.data.byteOffset, one.data.length).equals(other.data) &&
          sameEntries(one.dict.entries, other.dict.entries)
        )
      case 'ref':
        return false
    }
  }

  const same = (one: PdfValue, other: PdfValue): boolean => {
    if (++steps > mostSteps) throw new RefusedFile('not-all-compared')
    if (one.kind === 'ref' && other.kind === 'ref') return sameRefs(one, other)
    return sameValues(before.resolve(one), after.resolve(other))
  }

  return { same, differing }
}
