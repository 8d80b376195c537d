import type { PdfFile } from '../pdf-structure/pdf-file.ts'
import { entry, type PdfDict, type PdfString } from '../pdf-structure/values.ts'
import { fieldsOf, nameIn, textIn } from './form-fields.ts'

/** A signature dictionary (ISO 32000-1, 12.8.1) that a field of the form holds. */
export type PdfSignature = {
  readonly id: string
  readonly dict: PdfDict
  readonly contents: PdfString | null
  /** null if it is not four whole numbers. */
  readonly range: readonly [number, number, number, number] | null
  readonly subFilter: string
  readonly statedTime: Date | null
}

const rangeOf = (dict: PdfDict): PdfSignature['range'] => {
  const value = entry(dict, 'ByteRange')
  if (value.kind !== 'array' || value.items.length !== 4) return null
  const numbers = value.items.map((item) => (item.kind === 'number' ? item.value : -1))
  const [a = -1, b = -1, c = -1, d = -1] = numbers
  return numbers.every((number) => Number.isSafeInteger(number) && number >= 0) ? [a, b, c, d] : null
}

const timePattern = /^D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:Z|([+-]\d{2})'?(\d{2})?'?)?/

/** A date of 7.9.4. Without a zone it is that of China. */
const timeOf = (text: string): Date | null => {
  const match = timePattern.exec(text)
  if (match === null) return null
  const [whole, year, month, day, hour, minute, second, hours, minutes = '00'] = match
  const zone = hours === undefined ? (whole.endsWith('Z') ? 'Z' : '+08:00') : `${hours}:${minutes}`
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
  return Number.isNaN(moment.getTime()) ? null : moment
}

/** The signatures that fields hold, each dictionary once. It must stand in the file itself, not packed. */
export const signaturesOf = (file: PdfFile): readonly PdfSignature[] => {
  const found = new Map<PdfDict, PdfSignature>()
  for (const field of fieldsOf(file).values()) {
    const dict = field.type === 'Sig' ? file.dict(field.value) : null
    if (dict === null || found.has(dict)) continue
    const place = field.value.kind === 'ref' ? file.place(field.value) : null
    const contents = entry(dict, 'Contents')
    const isPlain = field.value.kind !== 'ref' || place?.kind === 'at'
    found.set(dict, {
      id: field.name,
      dict,
      contents: contents.kind === 'string' && contents.isHex && isPlain ? contents : null,
      range: rangeOf(dict),
      subFilter: nameIn(file.resolve(entry(dict, 'SubFilter'))),
      statedTime: timeOf(textIn(file.resolve(entry(dict, 'M')))),
    })
  }
  return [...found.values()]
}
