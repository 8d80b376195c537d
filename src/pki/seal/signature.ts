import { context, DerReader, TAG } from '../der/index.ts'
import { OID, SM2_SIGNATURE_OIDS } from '../oids.ts'
import { asDer } from '../sm2/signature-form.ts'
import { sm3 } from '../sm3/index.ts'
import { HASHES, type Hash } from '../x509/hashes.ts'
import type { Certificate } from '../x509/model.ts'
import { parseCertificate } from '../x509/parse.ts'
import { signatureHash, verifySignature } from '../x509/signature.ts'
import type { ElectronicSeal } from './model.ts'
import { parseSeal } from './parse.ts'

const MAX_SIGNATURE = 8 * 1024 * 1024

/** An SES_Signature: a document's description signed with an electronic seal. */
export type SealSignature = {
  readonly seal: ElectronicSeal
  /** The moment that the signer wrote; null if it cannot be read as one. */
  readonly claimedAt: Date | null
  /** The digest of what was signed. */
  readonly dataHash: Uint8Array
  /** Names what was signed: the path of Signature.xml. */
  readonly propertyInfo: string
  readonly certificate: Certificate
  readonly signatureAlgorithm: string
  /** What the signature covers, as received. */
  readonly signedPart: Uint8Array
  readonly signature: Uint8Array
  /** A time stamp over the signature value; null if there is none. */
  readonly timeStamp: Uint8Array | null
  /** How many bytes follow the structure. */
  readonly trailing: number
}

type Head = Pick<SealSignature, 'seal' | 'claimedAt' | 'dataHash' | 'propertyInfo'>
type Tail = Pick<SealSignature, 'certificate' | 'signatureAlgorithm' | 'signature' | 'timeStamp'>

/**
 * Reads a signature with a seal of GM/T 0031-2014 or -2025 or GB/T 38540-2020, told apart by shape. Nothing is
 * verified yet.
 */
export function parseSealSignature(input: Uint8Array): SealSignature {
  const bytes = new Uint8Array(input)
  const outer = DerReader.of(bytes, 'SES_Signature', MAX_SIGNATURE)
  const body = outer.sequence()
  const start = body.offset
  const toSign = body.sequence()
  const signedPart = bytes.subarray(start, body.offset)
  // The standard of 2014 has certificate and algorithm inside what is signed.
  const head = readHead(toSign, bytes)
  const tail = body.peek() === TAG.bitString ? readOldTail(toSign, body) : readNewTail(toSign, body)
  body.finish()
  return { ...head, ...tail, signedPart, trailing: outer.end - outer.offset }
}

function readHead(toSign: DerReader, bytes: Uint8Array): Head {
  toSign.small()
  const start = toSign.offset
  toSign.raw(TAG.sequence)
  const seal = parseSeal(bytes.subarray(start, toSign.offset))
  const claimedAt = readMoment(toSign)
  const dataHash = toSign.peek() === TAG.octetString ? toSign.octets() : toSign.bits()
  return { seal, claimedAt, dataHash, propertyInfo: toSign.text() }
}

function readOldTail(toSign: DerReader, body: DerReader): Tail {
  const certificate = parseCertificate(toSign.octets())
  const signatureAlgorithm = toSign.oid()
  toSign.finish()
  return { certificate, signatureAlgorithm, signature: body.bits(), timeStamp: null }
}

function readNewTail(toSign: DerReader, body: DerReader): Tail {
  if (toSign.peek() === context(0)) toSign.raw()
  toSign.finish()
  const certificate = parseCertificate(body.octets())
  const signatureAlgorithm = body.oid()
  const signature = body.bits()
  const timeStamp = body.optional(context(0))?.only((reader) => reader.bits()) ?? null
  return { certificate, signatureAlgorithm, signature, timeStamp }
}

const MOMENT =
  /^(\d{4})-?(\d{2})-?(\d{2})[T ]?(\d{2}):?(\d{2}):?(\d{2})(?:[.,]\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/

/** A time in DER, or the text that the standard of 2014 leaves to the maker. */
function readMoment(reader: DerReader): Date | null {
  const tag = reader.peek()
  const content = tag === TAG.bitString ? reader.bits() : reader.content(tag)
  if (content.length > 40) return null
  const text = String.fromCharCode(...content)
  return writtenMoment(tag === TAG.utcTime ? `20${text}` : text)
}

/** The moment that a text means, in any of the ways in which makers write it; null if it is none. */
export function writtenMoment(written: string): Date | null {
  const text = written.trim()
  const match = MOMENT.exec(text)
  if (match === null) return null
  // Without a zone it is that of China.
  const [, year, month, day, hour, minute, second, zone = '+08:00'] = match
  const date = `${year}-${month}-${day}`
  const moment = new Date(`${date}T${hour}:${minute}:${second}${zone.replace(/^(.\d\d)(\d\d)$/, '$1:$2')}`)
  const exists = new Date(`${date}T00:00Z`).getUTCDate() === Number(day)
  return exists && !Number.isNaN(moment.getTime()) ? moment : null
}

/** Whether the signer's key signed this. `dataHash` has still to be compared, and trust to be decided. */
export function verifySealSignature({
  certificate,
  ...signature
}: Pick<SealSignature, 'certificate' | 'signatureAlgorithm' | 'signedPart' | 'signature'>): boolean {
  const { publicKey } = certificate
  const value = asDer(publicKey, signature.signature)
  return verifySignature(publicKey, signature.signatureAlgorithm, signature.signedPart, value)
}

/** The function that makes `dataHash`; null if the algorithm is not known. */
export function sealSignatureDigest({ signatureAlgorithm }: SealSignature): Hash | null {
  if (SM2_SIGNATURE_OIDS.has(signatureAlgorithm) || signatureAlgorithm === OID.sm3) return sm3
  return HASHES[signatureHash(signatureAlgorithm) ?? ''] ?? null
}
