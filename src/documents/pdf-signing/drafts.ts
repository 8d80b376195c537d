import type { PdfFile } from '../pdf-structure/pdf-file.ts'
import { ref, serialised } from '../pdf-structure/serialised.ts'
import type { PdfRef, PdfValue } from '../pdf-structure/values.ts'
import { firstFree, type NewObject } from './update.ts'

/** The objects of an update while it is drafted. */
export type Drafts = {
  /** A number for an object that is written later. */
  reserve(): PdfRef
  add(value: PdfValue): PdfRef
  put(at: PdfRef, body: PdfValue | Uint8Array): void
  readonly objects: readonly NewObject[]
}

export const draftsFor = (file: PdfFile): Drafts => {
  const objects: NewObject[] = []
  let next = firstFree(file)
  const reserve = () => ref(next++)
  const put = (at: PdfRef, body: PdfValue | Uint8Array) => {
    objects.push({ ref: at, body: body instanceof Uint8Array ? body : serialised(body) })
  }
  return {
    reserve,
    put,
    add: (value) => {
      const at = reserve()
      put(at, value)
      return at
    },
    objects,
  }
}
