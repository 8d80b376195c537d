import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { opensslVerifies } from '../house/openssl-verifies.ts'

// A second opinion on signed files: bytes are cut out by place, digests and signatures are OpenSSL's. Nothing of
// src/documents or src/pki is used, and nothing is asked but whether the numbers fit.

type Piece = { readonly tag: number; readonly whole: Buffer; readonly body: Buffer }

const pieces = (bytes: Buffer): readonly Piece[] => {
  const found: Piece[] = []
  for (let at = 0; at + 1 < bytes.length; ) {
    const short = bytes[at + 1] ?? 0
    const count = short < 128 ? 0 : short & 127
    const length = count === 0 ? short : bytes.readUIntBE(at + 2, count)
    const start = at + 2 + count
    const end = start + length
    found.push({ tag: bytes[at] ?? 0, whole: bytes.subarray(at, end), body: bytes.subarray(start, end) })
    at = end
  }
  return found
}

const inside = (piece: Piece | undefined): readonly Piece[] => pieces(piece?.body ?? Buffer.alloc(0))
const none: Piece = { tag: 0, whole: Buffer.alloc(0), body: Buffer.alloc(0) }
const sm3 = (bytes: Uint8Array): Buffer => createHash('sm3').update(bytes).digest()

const tlv = (tag: number, body: Buffer): Buffer => {
  if (body.length < 128) return Buffer.concat([Buffer.of(tag, body.length), body])
  const hex = body.length.toString(16)
  const length = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return Buffer.concat([Buffer.of(tag, 128 | length.length), length, body])
}

/** r and s of 64 bytes as the DER that OpenSSL reads. */
const asDer = (signature: Buffer): Buffer => {
  if (signature.length !== 64) return signature
  const number = (bytes: Buffer) =>
    tlv(2, (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
  return tlv(0x30, Buffer.concat([number(signature.subarray(0, 32)), number(signature.subarray(32))]))
}

const holds = (certificate: Buffer, message: Buffer, signature: Buffer): boolean =>
  opensslVerifies(certificate.toString('base64'), message, asDer(signature).toString('base64'))

export type Opinion = {
  readonly digests: boolean
  readonly described: boolean
  readonly signature: boolean
  readonly seal: boolean
}

const bitsOf = ({ body }: Piece): Buffer => body.subarray(1)

/** What an SES_Signature says about these bytes. */
const sealOpinion = (der: Buffer, data: Buffer): Omit<Opinion, 'digests'> => {
  const [outer = none] = pieces(der)
  const [toSign = none, second = none, , fourth = none] = inside(outer)
  const fields = inside(toSign)
  const [, eseal = none, , hash = none] = fields
  const isOld = second.tag === 3
  const certificate = isOld ? (fields[5] ?? none) : second
  const signature = bitsOf(isOld ? second : fourth)
  const [info = none, maker = none, number = none, value = none] = inside(eseal)
  const [oldMaker = none, oldNumber = none, oldValue = none] = inside(maker)
  const covered = tlv(0x30, Buffer.concat([info.whole, oldMaker.whole, oldNumber.whole]))
  const isOldSeal = number === none
  return {
    described: bitsOf(hash).equals(sm3(data)),
    signature: holds(certificate.body, toSign.whole, signature),
    seal: isOldSeal
      ? holds(oldMaker.body, covered, bitsOf(oldValue))
      : holds(maker.body, info.whole, bitsOf(value)),
  }
}

/** Issuer and serial number of a certificate (RFC 5280, 4.1) are those that a signer is named by. */
const isNamed = (certificate: Piece, name: Piece | undefined): boolean => {
  const [issuer = none, serial = none] = inside(name)
  const [, itsSerial = none, , itsIssuer = none] = inside(inside(certificate)[0])
  return itsSerial.whole.equals(serial.whole) && itsIssuer.whole.equals(issuer.whole)
}

/** What a message says about these bytes, or about their digest where it brings that along. */
export const messageOpinion = (der: Buffer, data: Buffer): Omit<Opinion, 'digests'> => {
  const [, content = none] = inside(pieces(der)[0])
  const parts = inside(inside(content)[0])
  const [, , inner = none, certificates = none] = parts
  const signer = inside(inside(parts.at(-1))[0])
  const brought = inside(inside(inner)[1])[0]?.body
  const attributes = signer.find(({ tag }) => tag === 0xa0)
  const signature = signer.filter(({ tag }) => tag === 4)[0] ?? none
  const certificate = inside(certificates).find((one) => isNamed(one, signer[1])) ?? none
  const stated = attributes === undefined ? null : messageDigest(attributes)
  const signed =
    attributes === undefined
      ? (brought ?? data)
      : Buffer.concat([Buffer.of(0x31), attributes.whole.subarray(1)])
  const described =
    stated === null ? brought === undefined || brought.equals(sm3(data)) : stated.equals(sm3(data))
  return { described, signature: holds(certificate.whole, signed, signature.body), seal: true }
}

const messageDigest = (attributes: Piece): Buffer => {
  const number = Buffer.from('06092a864886f70d010904', 'hex')
  const found = inside(attributes).find((one) => inside(one)[0]?.whole.equals(number))
  return inside(inside(found)[1])[0]?.body ?? Buffer.alloc(0)
}

const opinionOf = (der: Buffer, data: Buffer): Omit<Opinion, 'digests'> =>
  pieces(inside(pieces(der)[0])[0]?.whole ?? Buffer.alloc(0))[0]?.tag === 0x30
    ? sealOpinion(der, data)
    : messageOpinion(der, data)

/** The files of a ZIP file, read from the front by their local headers. */
export const unzipped = (bytes: Buffer): ReadonlyMap<string, Buffer> => {
  const files = new Map<string, Buffer>()
  let at = bytes.indexOf('PK\x03\x04', 0, 'latin1')
  while (at >= 0 && bytes.readUInt32LE(at) === 0x04034b50) {
    const [name, extra] = [bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)]
    const start = at + 30 + name + extra
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 18))
    const data = bytes.readUInt16LE(at + 8) === 8 ? inflateRawSync(packed) : packed
    files.set(bytes.toString('utf8', at + 30, at + 30 + name), data)
    at = start + packed.length
  }
  return files
}

/** Every signature of an OFD file whose list names it as `/Doc_0/Signs/Sign_N/Signature.xml`. */
export const ofdOpinions = (bytes: Buffer): readonly Opinion[] => {
  const files = unzipped(bytes)
  const file = (name: string): Buffer => files.get(name.replace(/^\//, '')) ?? Buffer.alloc(0)
  const list = file('Doc_0/Signs/Signatures.xml').toString()
  return [...list.matchAll(/BaseLoc="([^"]+)"/g)].map(([, name = '']) => {
    const xml = file(name)
    const value = /<ofd:SignedValue>([^<]+)</.exec(xml.toString())?.[1] ?? ''
    const references = [...xml.toString().matchAll(/FileRef="([^"]+)"[^>]*>\s*<ofd:CheckValue>([^<]+)</g)]
    const digests = references.every(
      ([, path = '', check = '']) => sm3(file(path)).toString('base64') === check,
    )
    return { digests, ...opinionOf(file(value), xml) }
  })
}

/** The one signature of a PDF. Its digest of the file is what it describes. */
export const pdfOpinion = (bytes: Buffer): Opinion => {
  const text = bytes.toString('latin1')
  const [, a = 0, b = 0, c = 0] = (/\/ByteRange\s*\[([\d ]+)\]/.exec(text)?.[1] ?? '').split(' ').map(Number)
  const data = Buffer.concat([bytes.subarray(0, a), bytes.subarray(b, b + c)])
  const filled = Buffer.from(text.slice(a + 1, b - 1), 'hex')
  const der = pieces(filled)[0]?.whole ?? filled
  return { digests: true, ...opinionOf(der, data) }
}
