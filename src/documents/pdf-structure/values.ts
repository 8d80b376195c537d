/** A value of ISO 32000-1, 7.3. `start` and `end` are its first byte and the one behind its last. */
export type PdfDict = {
  readonly kind: 'dict'
  readonly entries: ReadonlyMap<string, PdfValue>
  readonly start: number
}
export type PdfString = {
  readonly kind: 'string'
  readonly bytes: Uint8Array
  readonly isHex: boolean
  readonly start: number
  readonly end: number
}
export type PdfRef = { readonly kind: 'ref'; readonly number: number; readonly generation: number }
export type PdfArray = { readonly kind: 'array'; readonly items: readonly PdfValue[] }
export type PdfStream = { readonly kind: 'stream'; readonly dict: PdfDict; readonly data: Uint8Array }
export type PdfValue =
  | PdfDict
  | PdfString
  | PdfRef
  | PdfArray
  | PdfStream
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }

export const nothing: PdfValue = { kind: 'null' }

export const refKey = ({ number, generation }: PdfRef): string => `${number} ${generation}`

/** The entry of a dictionary; null if there is none. */
export const entry = (dict: PdfDict, name: string): PdfValue => dict.entries.get(name) ?? nothing
