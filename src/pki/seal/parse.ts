import { context, DerReader, der, TAG } from '../der/index.ts'
import { derOf } from '../pem.ts'
import { parseCertificate } from '../x509/parse.ts'
import type { ElectronicSeal, SealPicture, SealSigners } from './model.ts'

const MAX_SEAL = 4 * 1024 * 1024
/** More holders than any seal has; a seal of thousands would only take time. */
const MAX_SIGNERS = 256

type Info = Omit<
  ElectronicSeal,
  'raw' | 'standard' | 'maker' | 'signatureAlgorithm' | 'signedPart' | 'signature'
> & { readonly version: number }

/** Reads an electronic seal of any of the three standards. Nothing is verified yet: see `verifySeal`. */
export function parseSeal(input: Uint8Array | string): ElectronicSeal {
  const raw = new Uint8Array(derOf(input))
  return DerReader.of(raw, 'SESeal', MAX_SEAL).only((outer) => {
    const body = outer.sequence()
    const start = body.offset
    const infoReader = body.sequence()
    const info = raw.subarray(start, body.offset)
    // The standard of 2014 puts certificate, algorithm and signature into a SEQUENCE; the later ones put them beside
    // the info.
    const old = body.peek() === TAG.sequence
    return old ? readOld(raw, info, infoReader, body) : readNew(raw, info, infoReader, body)
  })
}

function readOld(
  raw: Uint8Array,
  infoDer: Uint8Array,
  infoReader: DerReader,
  body: DerReader,
): ElectronicSeal {
  const { version: _, ...info } = readInfo(infoReader, true)
  const sign = body.sequence()
  body.finish()
  const maker = sign.octets()
  const signatureAlgorithm = sign.oid()
  const signature = sign.bits()
  sign.finish()
  const signedPart = der.sequence(infoDer, der.octets(maker), der.oid(signatureAlgorithm))
  const parts = { maker: parseCertificate(maker), signatureAlgorithm, signedPart, signature }
  return { raw, standard: 'GM/T 0031-2014', ...info, ...parts }
}

function readNew(
  raw: Uint8Array,
  infoDer: Uint8Array,
  infoReader: DerReader,
  body: DerReader,
): ElectronicSeal {
  const { version, ...info } = readInfo(infoReader, false)
  if (version > 5) throw infoReader.error('unsupported-version')
  // Numbers in files are unreliable (2 has been seen): the shape tells the standard, and 5 only the newest one.
  const standard = version === 5 ? 'GM/T 0031-2025' : 'GB/T 38540-2020'
  const maker = parseCertificate(body.octets())
  const signatureAlgorithm = body.oid()
  const signature = body.bits()
  if (body.peek() === context(0)) body.raw()
  body.finish()
  return { raw, standard, ...info, maker, signatureAlgorithm, signedPart: infoDer, signature }
}

function readInfo(body: DerReader, old: boolean): Info {
  const header = body.sequence()
  if (header.text() !== 'ES') throw header.error('bad-value')
  const version = header.small()
  const vendor = header.text()
  header.finish()
  const id = body.text()
  const property = readProperty(body.sequence(), old)
  const picture = readPicture(body.sequence())
  // Further data is a plain SEQUENCE in files of the standard of 2014 and [0] in the later ones.
  if (body.peek() === context(0) || body.peek() === TAG.sequence) body.raw()
  body.finish()
  return { version, vendor, id, ...property, picture }
}

function readProperty(body: DerReader, old: boolean) {
  const type = body.small()
  const name = body.text()
  const listType = old ? 1 : body.small()
  const signers = readSigners(body.sequence(), listType)
  const createdAt = body.time()
  const validFrom = body.time()
  const validTo = body.time()
  body.finish()
  const kind = type === 1 ? 'organisation' : type === 2 ? 'personal' : 'other'
  return { type: kind, name, signers, createdAt, validFrom, validTo } as const
}

function readSigners(list: DerReader, listType: number): SealSigners {
  if (listType === 1) {
    return { kind: 'certificates', certificates: list.all((r) => parseCertificate(r.octets()), MAX_SIGNERS) }
  }
  if (listType !== 2) throw list.error('bad-value')
  const digests = list.all((r) => {
    const body = r.sequence()
    const entry = { algorithm: body.text(), value: body.octets() }
    body.finish()
    return entry
  }, MAX_SIGNERS)
  return { kind: 'digests', digests }
}

function readPicture(body: DerReader): SealPicture {
  const format = body.text().toUpperCase()
  const bytes = body.octets()
  const width = body.small()
  const height = body.small()
  body.finish()
  if (bytes.length === 0) throw body.error('missing-field')
  return { format, bytes, width, height }
}
