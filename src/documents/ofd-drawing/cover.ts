import type { PageCover, Sheet } from '../../shared/documents/drawing.ts'
import type { MadeSheet } from './sheets.ts'
import type { ReadSignature } from './signatures.ts'

const mostNamed = 50

const coverOf = ({ id, names }: ReadSignature, files: readonly string[]): PageCover => {
  const open = files.filter((file) => !names.has(file))
  const state = open.length === 0 ? 'whole' : open.length === files.length ? 'nothing' : 'part'
  return { signature: id, state, open: open.slice(0, mostNamed) }
}

/** What each signature's list names of the files that the page is made of. */
export const pageCover = (
  sheets: readonly MadeSheet[],
  signatures: readonly ReadSignature[],
): readonly PageCover[] => {
  const files = [...new Set(sheets.flatMap((sheet) => [...sheet.files]))]
  return signatures.map((signature) => coverOf(signature, files))
}

export const coveredSheet = (
  { files, ...sheet }: MadeSheet,
  signatures: readonly ReadSignature[],
): Sheet => ({
  ...sheet,
  coveredBy: signatures
    .filter(({ names }) => [...files].every((file) => names.has(file)))
    .map(({ id }) => id),
})
