import type { PdfFile } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { dict, ref } from '../../../../src/documents/pdf-structure/serialised.ts'

/** A list of so many references to empty dictionaries, in place of each text. */
export const withList = (file: PdfFile, count: number): PdfFile => {
  const items = Array.from({ length: count }, (_, i) => ref(100 + i))
  return {
    ...file,
    dict: (value) => (value.kind === 'ref' && value.number >= 100 ? dict({}) : file.dict(value)),
    array: (value) => (value.kind === 'string' ? { kind: 'array', items } : file.array(value)),
  }
}
