import type { PdfFile } from '../pdf-structure/pdf-file.ts'
import { array, dict, number, ref, withEntries } from '../pdf-structure/serialised.ts'
import { entry, type PdfDict, type PdfRef, type PdfValue } from '../pdf-structure/values.ts'
import { fieldsOf } from '../pdf-verification/form-fields.ts'
import { RefusedFile } from '../refused-file.ts'
import type { Drafts } from './drafts.ts'

/** ISO 32000-1, table 219: there are signatures, and the file is only ever appended to. */
const signedAndAppended = 3

const withField = (form: PdfDict, field: PdfRef, file: PdfFile): PdfDict => {
  const flags = file.resolve(entry(form, 'SigFlags'))
  const had = flags.kind === 'number' ? flags.value : 0
  return withEntries(form, {
    Fields: array(...(file.array(entry(form, 'Fields'))?.items ?? []), field),
    SigFlags: number(had | signedAndAppended),
  })
}

/** The number under which an object is written anew: packed objects have no generation. */
export const ownRef = (value: PdfValue, file: PdfFile): PdfRef => {
  if (value.kind !== 'ref') throw new RefusedFile('damaged')
  const place = file.place(value)
  if (place === null || place.kind === 'free') throw new RefusedFile('damaged')
  return ref(value.number, place.kind === 'at' ? place.generation : 0)
}

/** Hangs the field into the form: into the object that holds it, and into the catalog if there is none. */
export const hangInForm = (field: PdfRef, file: PdfFile, drafts: Drafts): void => {
  const value = entry(file.catalog, 'AcroForm')
  const form = file.dict(value)
  if (form !== null && value.kind === 'ref') {
    drafts.put(ownRef(value, file), withField(form, field, file))
    return
  }
  const own = form === null ? drafts.add(withField(dict({}), field, file)) : withField(form, field, file)
  drafts.put(ownRef(entry(file.trailer, 'Root'), file), withEntries(file.catalog, { AcroForm: own }))
}

/** A name that no field at the top of the form has. */
export const freshFieldName = (file: PdfFile): string => {
  const taken = new Set([...fieldsOf(file).values()].map(({ name }) => name))
  for (let count = 1; ; count++) if (!taken.has(`Signature${count}`)) return `Signature${count}`
}

/** Hangs annotations into a page, behind those that are there. */
export const hangInPage = (
  page: PdfRef,
  annotations: readonly PdfRef[],
  file: PdfFile,
  drafts: Drafts,
): void => {
  const own = file.dict(page)
  if (own === null) throw new RefusedFile('damaged')
  const before = file.array(entry(own, 'Annots'))?.items ?? []
  drafts.put(ownRef(page, file), withEntries(own, { Annots: array(...before, ...annotations) }))
}
