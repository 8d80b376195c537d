import { equalBytes } from '../bytes.ts'
import { derOfBer } from '../der/ber.ts'
import { context, DerReader, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { derOf } from '../pem.ts'
import { PkiError } from '../pki-error.ts'

export type CmsKind = 'data' | 'signed' | 'enveloped' | 'signed-and-enveloped'

// GM/T 0010 gives the PKCS#7 types its own numbers. Some software still writes the old ones, so both are read.
const KINDS: Readonly<Record<string, CmsKind>> = {
  [OID.gmData]: 'data',
  [OID.data]: 'data',
  [OID.gmSignedData]: 'signed',
  [OID.signedData]: 'signed',
  [OID.gmEnvelopedData]: 'enveloped',
  [OID.envelopedData]: 'enveloped',
  [OID.authEnvelopedData]: 'enveloped',
  [OID.gmSignedAndEnvelopedData]: 'signed-and-enveloped',
  [OID.signedAndEnvelopedData]: 'signed-and-enveloped',
}

/** Larger messages are refused. */
export const MAX_MESSAGE = 256 * 1024 * 1024

/**
 * Reads the outer ContentInfo, refuses any kind but this one, and returns what `read` makes of its content. A message
 * may be written in BER, as software does that writes while it reads.
 */
export function readMessage<T>(
  input: Uint8Array | string,
  kind: CmsKind,
  structure: string,
  read: (content: DerReader, type: string) => T,
): T {
  const given = derOf(input, MAX_MESSAGE)
  if (given.length > MAX_MESSAGE) throw new PkiError(structure, 'too-large')
  const readDer = (bytes: Uint8Array) => {
    const body = DerReader.of(bytes, structure, MAX_MESSAGE).only((r) => r.sequence())
    const at = body.offset
    const type = body.oid()
    if (KINDS[type] !== kind) throw body.error('unexpected-tag', at)
    return body.only((r) => r.enter(context(0)).only((content) => read(content, type)))
  }
  if (given[1] === INDEFINITE) return readDer(derOfBer(given, structure))
  const copy = new Uint8Array(given)
  try {
    return readDer(copy)
  } catch (error) {
    // Inside, a length may be indefinite, or a string in pieces.
    const der = isOfBer(error) ? derOfBer(copy, structure) : copy
    if (equalBytes(der, copy)) throw error
    return readDer(der)
  }
}

const INDEFINITE = 0x80

const isOfBer = (error: unknown): boolean =>
  error instanceof PkiError && (error.reason === 'bad-length' || error.reason === 'unexpected-tag')

/** Tells the kind of a message from its head alone; null if it is no kind that we know. */
export function cmsKind(input: Uint8Array | string): CmsKind | null {
  try {
    const bytes = derOf(input, MAX_MESSAGE)
    if (bytes[0] === TAG.sequence && bytes[1] === INDEFINITE)
      return KINDS[DerReader.of(bytes.subarray(2), 'CMS', MAX_MESSAGE).oid()] ?? null
    const body = DerReader.of(bytes, 'CMS', MAX_MESSAGE).only((r) => r.sequence())
    return KINDS[body.oid()] ?? null
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}
