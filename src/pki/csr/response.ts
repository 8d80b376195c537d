import { context, DerReader, der, TAG } from '../der/index.ts'
import {
  type EnvelopedKey,
  encodeEnvelopedKey,
  readEnvelopedKey,
  readEnvelopedKeyFields,
} from '../envelope/gmt0009.ts'
import { derOf } from '../pem.ts'
import type { Certificate } from '../x509/model.ts'
import { readCertificate } from '../x509/parse.ts'

/** CSRResponse of GM/T 0092-2020: what an authority answers a request with. */
export type CsrResponse = {
  readonly signCertificates: readonly Certificate[]
  readonly encryptedPrivateKey: EnvelopedKey | null
  readonly encryptCertificates: readonly Certificate[]
}

/**
 * Reads a CSRResponse. The standard does not say how its members are tagged, so implicit and explicit tags are read.
 */
export function parseCsrResponse(input: Uint8Array | string): CsrResponse {
  const raw = new Uint8Array(derOf(input))
  const body = DerReader.of(raw, 'CSRResponse', 512 * 1024).only((r) => r.sequence())
  const signCertificates = body.set().all(readCertificate)
  if (signCertificates.length === 0) throw body.error('missing-field')
  const key = body.optional(context(0))
  const encryptedPrivateKey = key === null ? null : readTaggedKey(key)
  const certificates = body.optional(context(1))
  const encryptCertificates = certificates === null ? [] : readTaggedCertificates(certificates)
  body.finish()
  return { signCertificates, encryptedPrivateKey, encryptCertificates }
}

function readTaggedKey(tagged: DerReader): EnvelopedKey {
  const start = tagged.offset
  tagged.raw()
  const explicit = tagged.done
  tagged.offset = start
  return explicit ? tagged.only(readEnvelopedKey) : tagged.only(readEnvelopedKeyFields)
}

function readTaggedCertificates(tagged: DerReader): readonly Certificate[] {
  if (tagged.peek() === TAG.set) return tagged.only((r) => r.set().all(readCertificate))
  return tagged.all(readCertificate)
}

/** DER of a CSRResponse from certificates as DER. */
export function encodeCsrResponse(response: {
  readonly signCertificates: readonly Uint8Array[]
  readonly encryptedPrivateKey: EnvelopedKey | null
  readonly encryptCertificates: readonly Uint8Array[]
}): Uint8Array {
  const { signCertificates, encryptedPrivateKey, encryptCertificates } = response
  return der.sequence(
    der.setOf(...signCertificates),
    ...(encryptedPrivateKey ? [der.explicit(0, encodeEnvelopedKey(encryptedPrivateKey))] : []),
    ...(encryptCertificates.length > 0 ? [der.element(context(1), ...der.sorted(encryptCertificates))] : []),
  )
}
