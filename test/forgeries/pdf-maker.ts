import { type MessagePlan, signedMessage } from './cms-maker.ts'

// PDF files with an honest signature, and a handle at every part that a forger could turn.

export type Objects = Readonly<Record<number, string>>

const room = 8000
const zeros = '0000000000'

/** A revision: objects, their list, and where the one before has its list. */
const revision = (before: Buffer, objects: Objects, trailer: string): Buffer => {
  const parts: string[] = []
  const places: [number, number][] = []
  let at = before.length
  for (const [number, body] of Object.entries(objects)) {
    const text = `${number} 0 obj\n${body}\nendobj\n`
    places.push([Number(number), at])
    parts.push(text)
    at += Buffer.byteLength(text, 'latin1')
  }
  const free = before.length < 20 ? ['0 1\n0000000000 65535 f \n'] : []
  const rows = places.map(([number, place]) => `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`)
  const list = `xref\n${free.join('')}${rows.join('')}trailer\n<<${trailer}>>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.concat([before, Buffer.from(parts.join('') + list, 'latin1')])
}

/** Where the newest list of the file is. */
const lastList = (pdf: Buffer): number =>
  Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf.toString('latin1'))?.[1])

export const contents = (text: string): string => {
  const stream = `BT /F1 24 Tf 30 120 Td (${text}) Tj ET`
  return `<</Length ${stream.length}>>stream\n${stream}\nendstream`
}

const font = '<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>'

/** The objects of an unsigned document with one page. Field 5 is left for the signature. */
export const plainObjects = (fields = '[5 0 R]', annotations = '[5 0 R]'): Objects => ({
  1: `<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields${fields}>>>>`,
  2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources${font}/Annots${annotations}>>`,
  4: contents('Amount 100'),
})

export type SignPlan = {
  readonly field?: number
  readonly name?: string
  readonly subFilter?: string
  /** Further entries of the signature dictionary. */
  readonly more?: string
  readonly message?: Partial<MessagePlan>
  /** Makes Contents in place of a message. */
  readonly value?: (content: Buffer) => Buffer
  /** Changes the range before it is written. */
  readonly range?: (range: readonly number[], length: number) => readonly number[]
  readonly stated?: string
}

/** Writes a revision with a signature field and its dictionary, and signs all of it. */
export const signRevision = (
  before: Buffer,
  objects: Objects,
  trailer: string,
  plan: SignPlan = {},
): Buffer => {
  const { field = 5, name = 'Signature1', subFilter = 'adbe.pkcs7.detached', more = '' } = plan
  const stated = plan.stated ?? "/M(D:20260101080000+08'00')"
  const dictionary = `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/${subFilter}${stated}${more}/ByteRange[0 ${zeros} ${zeros} ${zeros}]/Contents<${'0'.repeat(room)}>>>`
  const widget = `<</Type/Annot/Subtype/Widget/FT/Sig/T(${name})/Rect[30 30 130 80]/P 3 0 R/F 132/V ${field + 1} 0 R>>`
  const pdf = revision(before, { ...objects, [field]: widget, [field + 1]: dictionary }, trailer)
  const start = pdf.lastIndexOf(`/Contents<${'0'.repeat(room)}`) + '/Contents'.length
  const honest = [0, start, start + room + 2, pdf.length - start - room - 2]
  const range = plan.range?.(honest, pdf.length) ?? honest
  const written = range.slice(1).map((number) => String(number).padStart(10, '0'))
  pdf.write(`/ByteRange[0 ${written.join(' ')}]`, pdf.lastIndexOf('/ByteRange[0 '), 'latin1')
  const [, a = 0, b = 0, c = 0] = range
  const content = Buffer.concat([pdf.subarray(0, a), pdf.subarray(b, b + c)])
  const value = plan.value?.(content) ?? signedMessage({ content, detached: true, ...plan.message })
  pdf.write(value.toString('hex'), start + 1, 'latin1')
  return pdf
}

const beginning = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')

export const signedPdf = (plan: SignPlan = {}, objects: Objects = plainObjects()): Buffer =>
  signRevision(beginning, objects, '/Size 20/Root 1 0 R', plan)

export const unsignedPdf = (objects: Objects): Buffer => revision(beginning, objects, '/Size 20/Root 1 0 R')

/** An incremental update without a signature. */
export const updated = (pdf: Buffer, objects: Objects, trailer = '/Size 20/Root 1 0 R'): Buffer =>
  revision(pdf, objects, `${trailer}/Prev ${lastList(pdf)}`)

/** A second signature over the first, as an incremental update. */
export const signedAgain = (pdf: Buffer, plan: SignPlan = {}, objects: Objects = {}): Buffer => {
  const again = {
    1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[5 0 R 10 0 R]>>>>',
    3: plainObjects('', '[5 0 R 10 0 R]')[3] ?? '',
    ...objects,
  }
  const trailer = `/Size 20/Root 1 0 R/Prev ${lastList(pdf)}`
  return signRevision(pdf, again, trailer, { field: 10, name: 'Signature2', ...plan })
}

export const replaced = (pdf: Buffer, from: string, to: string): Buffer => {
  const at = pdf.indexOf(from, 0, 'latin1')
  if (at < 0 || from.length !== to.length) throw new Error(`no ${from}`)
  const copy = Buffer.from(pdf)
  copy.write(to, at, 'latin1')
  return copy
}
