import { Buffer } from 'node:buffer'

// DER by hand, so that no forgery is made with the product's own writer.

export type Bytes = Uint8Array

export const tlv = (tag: number, ...parts: readonly Bytes[]): Buffer => {
  const body = Buffer.concat(parts)
  if (body.length < 128) return Buffer.concat([Buffer.of(tag, body.length), body])
  const hex = body.length.toString(16)
  const length = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, body])
}

export const seq = (...parts: readonly Bytes[]): Buffer => tlv(0x30, ...parts)
export const set = (...parts: readonly Bytes[]): Buffer => tlv(0x31, ...parts.toSorted(Buffer.compare))
export const octets = (bytes: Bytes): Buffer => tlv(4, bytes)
export const bits = (bytes: Bytes): Buffer => tlv(3, Buffer.of(0), bytes)
export const context = (number: number, ...parts: readonly Bytes[]): Buffer => tlv(0xa0 | number, ...parts)
export const utf8 = (text: string): Buffer => tlv(12, Buffer.from(text))
export const ia5 = (text: string): Buffer => tlv(22, Buffer.from(text, 'latin1'))
export const nothing = (): Buffer => Buffer.of(5, 0)

export const int = (value: number | Bytes): Buffer => {
  const bytes =
    typeof value === 'number'
      ? Buffer.from(
          value
            .toString(16)
            .padStart(2, '0')
            .replace(/^(.(..)*)$/, '0$1'),
          'hex',
        )
      : Buffer.from(value)
  const start = bytes.findIndex((byte) => byte !== 0)
  const short = start < 0 ? Buffer.of(0) : bytes.subarray(start)
  return tlv(2, (short[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), short]) : short)
}

export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const digits = (value: number): number[] =>
    value < 128 ? [value] : [...digits(Math.floor(value / 128)).map((one) => one | 128), value % 128]
  return tlv(6, Buffer.from([first * 40 + second, ...rest.flatMap(digits)]))
}

const stamp = (moment: string): string => new Date(moment).toISOString().replace(/[-:T]|\.\d+/g, '')
export const utcTime = (moment: string): Buffer => tlv(23, Buffer.from(stamp(moment).slice(2)))
export const generalizedTime = (moment: string): Buffer => tlv(24, Buffer.from(stamp(moment)))
