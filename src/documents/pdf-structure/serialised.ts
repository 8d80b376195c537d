import { nothing, type PdfDict, type PdfRef, type PdfStream, type PdfValue } from './values.ts'

// Values for writing. Places mean nothing in what is not yet in a file.

export const name = (text: string): PdfValue => ({ kind: 'name', name: text })
export const number = (value: number): PdfValue => ({ kind: 'number', value })
export const array = (...items: readonly PdfValue[]): PdfValue => ({ kind: 'array', items })
export const ref = (to: number, generation = 0): PdfRef => ({ kind: 'ref', number: to, generation })
export const string = (bytes: Uint8Array): PdfValue => ({
  kind: 'string',
  bytes,
  isHex: true,
  start: 0,
  end: 0,
})
export const dict = (entries: Readonly<Record<string, PdfValue>>): PdfDict => ({
  kind: 'dict',
  entries: new Map(Object.entries(entries)),
  start: 0,
})
export const stream = (entries: Readonly<Record<string, PdfValue>>, data: Uint8Array): PdfStream => ({
  kind: 'stream',
  dict: dict({ ...entries, Length: number(data.length) }),
  data,
})

/** A text string (7.9.2.2): ASCII as it is, else UTF-16 with its mark. */
export const text = (given: string): PdfValue => {
  if (/^[\x20-\x7e]*$/.test(given)) return string(Buffer.from(given, 'latin1'))
  return string(Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(given, 'utf16le').swap16()]))
}

/** The dictionary with these entries in place of its own. */
export const withEntries = (given: PdfDict, entries: Readonly<Record<string, PdfValue>>): PdfDict => ({
  ...given,
  entries: new Map([...given.entries, ...Object.entries(entries)]),
})

/** Letters that would end a name or begin something else are written by their number (7.3.5). */
const written = (given: string): string =>
  `/${given.replace(/[^!-~]|[#%()<>[\]{}/]/g, (letter) => `#${letter.charCodeAt(0).toString(16).padStart(2, '0')}`)}`

/**
 * Numbers have no exponent (7.3.3), and readers take only so many digits. What was read from a file comes out with the
 * same value, because an earlier signature is compared with it.
 */
const numeral = (value: number): string => {
  const shortest = String(value)
  if (/^-?\d{1,15}(\.\d{1,15})?$/.test(shortest)) return shortest
  return Math.abs(value) < 1e21 ? value.toFixed(15).replace(/\.?0+$/, '') : String(BigInt(value))
}

const inPieces = (value: PdfValue): readonly Uint8Array[] => {
  const plain = (given: string) => [Buffer.from(given, 'latin1')]
  switch (value.kind) {
    case 'null':
      return plain('null')
    case 'boolean':
      return plain(String(value.value))
    case 'number':
      return plain(numeral(value.value))
    case 'name':
      return plain(written(value.name))
    case 'ref':
      return plain(`${value.number} ${value.generation} R`)
    case 'string':
      return plain(`<${Buffer.from(value.bytes).toString('hex')}>`)
    case 'array':
      return [
        ...plain('['),
        ...value.items.flatMap((item) => [...inPieces(item), ...plain(' ')]),
        ...plain(']'),
      ]
    case 'dict':
      return dictPieces(value)
    case 'stream':
      return [...dictPieces(value.dict), ...plain('\nstream\n'), value.data, ...plain('\nendstream')]
  }
}

const dictPieces = ({ entries }: PdfDict): readonly Uint8Array[] => [
  Buffer.from('<<'),
  ...[...entries].flatMap(([key, value]) => [
    Buffer.from(`${written(key)} `, 'latin1'),
    ...inPieces(value ?? nothing),
    Buffer.from('\n'),
  ]),
  Buffer.from('>>'),
]

/** A value as it stands in a file. */
export const serialised = (value: PdfValue): Buffer => Buffer.concat(inPieces(value))
