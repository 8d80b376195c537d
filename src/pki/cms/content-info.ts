import { context, DerReader, der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { derOf } from '../pem.ts'
import { PkiError } from '../pki-error.ts'

export type CmsKind = 'data' | 'signed' | 'enveloped' | 'signed-and-enveloped'

// GM/T 0010 gives the PKCS#7 types numbers of its own; software that keeps the old ones is read too.
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

/** Reads the outer ContentInfo, which must be of this kind, and hands its content on. */
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

/** The kind of a message, without reading more than its head; null if it is none of ours. */
export function cmsKind(input: Uint8Array | string): CmsKind | null {
  try {
    const body = DerReader.of(derOf(input, MAX_MESSAGE), 'CMS', MAX_MESSAGE).only((r) => r.sequence())
    return KINDS[body.oid()] ?? null
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

/** DER of a ContentInfo; without content it is that of a detached message. */
export function encodeContentInfo(oid: string, content: Uint8Array | null): Uint8Array {
  return der.sequence(der.oid(oid), ...(content === null ? [] : [der.explicit(0, content)]))
}
