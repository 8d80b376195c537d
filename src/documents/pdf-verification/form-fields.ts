import type { PdfFile } from '../pdf-structure/pdf-file.ts'
import { entry, type PdfDict, type PdfRef, type PdfValue, refKey } from '../pdf-structure/values.ts'
import { RefusedFile } from '../refused-file.ts'

/** A node of the form's tree of fields (ISO 32000-1, 12.7.3); a field's widgets are nodes as well. */
export type Field = {
  readonly ref: PdfRef
  readonly dict: PdfDict
  /** Names from the top, joined with dots. */
  readonly name: string
  /** Its kind, its own or from above: Sig, Tx, Btn or Ch. */
  readonly type: string
  readonly value: PdfValue
}

const mostFields = 20_000
const deepest = 32

export const textIn = (value: PdfValue): string => {
  if (value.kind !== 'string') return ''
  const bytes = Buffer.from(value.bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2))
  return bytes.toString('latin1')
}

export const nameIn = (value: PdfValue): string => (value.kind === 'name' ? value.name : '')

type Above = Pick<Field, 'name' | 'type' | 'value'>

/** All fields, by their reference. A field without a reference of its own cannot be compared, so it is refused. */
export const fieldsOf = (file: PdfFile): ReadonlyMap<string, Field> => {
  const found = new Map<string, Field>()
  const form = file.dict(entry(file.catalog, 'AcroForm'))
  const visit = (value: PdfValue, above: Above, depth: number) => {
    const dict = file.dict(value)
    if (dict === null) return
    if (value.kind !== 'ref') throw new RefusedFile('damaged')
    if (found.has(refKey(value))) return
    if (found.size >= mostFields || depth > deepest) throw new RefusedFile('limits-exceeded')
    const own = textIn(file.resolve(entry(dict, 'T')))
    const type = nameIn(file.resolve(entry(dict, 'FT'))) || above.type
    const has = dict.entries.has('V')
    const name = [above.name, own].filter((part) => part !== '').join('.')
    const field = { ref: value, dict, name, type, value: has ? entry(dict, 'V') : above.value }
    found.set(refKey(value), field)
    for (const kid of file.array(entry(dict, 'Kids'))?.items ?? []) visit(kid, field, depth + 1)
  }
  const top = { name: '', type: '', value: { kind: 'null' } } as const
  if (form !== null) for (const item of file.array(entry(form, 'Fields'))?.items ?? []) visit(item, top, 0)
  return found
}
