import { context, DerReader, der } from '../der/index.ts'
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
  [OID.gmSignedAndEnvelopedData]: 'signed-and-enveloped',
  [OID.signedAndEnvelopedData]: 'signed-and-enveloped',
}

/** Larger messages are refused. */
export const MAX_MESSAGE = 256 * 1024 * 1024

/** Reads the outer ContentInfo, refuses any kind but this one, and returns what `read` makes of its content. */
export function readMessage<T>(
  input: Uint8Array | string,
  kind: CmsKind,
  structure: string,
  read: (content: DerReader) => T,
): T {
  const bytes = new Uint8Array(derOf(input, MAX_MESSAGE))
  const body = DerReader.of(bytes, structure, MAX_MESSAGE).only((r) => r.sequence())
  const at = body.offset
  if (KINDS[body.oid()] !== kind) throw body.error('unexpected-tag', at)
  return body.only((r) => r.enter(context(0)).only(read))
}

/** Tells the kind of a message from its head alone; null if it is no kind that we know. */
export function cmsKind(input: Uint8Array | string): CmsKind | null {
  try {
    const body = DerReader.of(derOf(input, MAX_MESSAGE), 'CMS', MAX_MESSAGE).only((r) => r.sequence())
    return KINDS[body.oid()] ?? null
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

/** DER of a ContentInfo. A detached message has no content. */
export function encodeContentInfo(oid: string, content: Uint8Array | null): Uint8Array {
  return der.sequence(der.oid(oid), ...(content === null ? [] : [der.explicit(0, content)]))
}
