import type { PdfFile } from '../pdf-structure/pdf-file.ts'
import { entry, type PdfDict, type PdfRef, type PdfValue, refKey } from '../pdf-structure/values.ts'
import { RefusedFile } from '../refused-file.ts'

/** A page with what it has from the nodes above it (ISO 32000-1, 7.7.3.4). */
export type Page = { readonly ref: PdfRef; readonly entries: ReadonlyMap<string, PdfValue> }

const inherited = ['Resources', 'MediaBox', 'CropBox', 'Rotate']
const mostPages = 50_000
const deepest = 32

const withInherited = (dict: PdfDict, above: ReadonlyMap<string, PdfValue>): ReadonlyMap<string, PdfValue> =>
  new Map([...above, ...dict.entries])

/** The pages in their order. */
export const pagesOf = (file: PdfFile): readonly Page[] => {
  const pages: Page[] = []
  const seen = new Set<string>()
  const visit = (value: PdfValue, above: ReadonlyMap<string, PdfValue>, depth: number) => {
    const dict = file.dict(value)
    if (dict === null || value.kind !== 'ref') throw new RefusedFile('damaged')
    if (seen.has(refKey(value))) throw new RefusedFile('damaged')
    seen.add(refKey(value))
    if (seen.size > mostPages || depth > deepest) throw new RefusedFile('limits-exceeded')
    const kids = file.array(entry(dict, 'Kids'))
    if (kids === null) {
      pages.push({ ref: value, entries: withInherited(dict, above) })
      return
    }
    const own = inherited.flatMap((name) => {
      const has = dict.entries.get(name)
      return has === undefined ? [] : [[name, has] as const]
    })
    for (const kid of kids.items) visit(kid, new Map([...above, ...own]), depth + 1)
  }
  visit(entry(file.catalog, 'Pages'), new Map(), 0)
  return pages
}
