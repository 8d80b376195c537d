import { der } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { encodeExtensions } from '../../../../src/pki/x509/build.ts'
import { encodeSm2Spki } from '../../../../src/pki/x509/public-key.ts'

/** The parts of a certificate as they are written; what is left out is as usual. */
export type CertificateParts = {
  readonly version?: readonly Uint8Array[]
  readonly serial?: Uint8Array
  readonly inner?: Uint8Array
  readonly outer?: Uint8Array
  readonly issuer?: Uint8Array
  readonly subject?: Uint8Array
  readonly validity?: Uint8Array
  readonly spki?: Uint8Array
  readonly uniqueIds?: readonly Uint8Array[]
  readonly extensions?: readonly pki.Extension[]
  readonly inside?: readonly Uint8Array[]
  readonly behind?: readonly Uint8Array[]
}

const { publicKey } = pki.generateSm2KeyPair()
export const someSpki = encodeSm2Spki(publicKey)
export const someName = (cn: string): Uint8Array => pki.encodeName([['CN', cn]])
const sm2 = der.sequence(der.oid(pki.OID.sm2WithSm3))
export const validFrom = new Date('2026-01-01T00:00:00Z')
export const validTo = new Date('2027-01-01T00:00:00Z')

export function tbsOf(parts: CertificateParts = {}): Uint8Array {
  const { version = [der.explicit(0, der.integer(2))], extensions = [], inside = [] } = parts
  return der.sequence(
    ...version,
    der.element(2, parts.serial ?? Uint8Array.of(5)),
    parts.inner ?? sm2,
    parts.issuer ?? someName('发证'),
    parts.validity ?? der.sequence(der.time(validFrom), der.time(validTo)),
    parts.subject ?? someName('持有人'),
    parts.spki ?? someSpki,
    ...(parts.uniqueIds ?? []),
    ...(extensions.length > 0 ? [der.explicit(3, encodeExtensions(extensions))] : []),
    ...inside,
  )
}

/** DER of a certificate whose signature is no signature: for what only reads. */
export const certificateDer = (parts: CertificateParts = {}): Uint8Array =>
  der.sequence(
    tbsOf(parts),
    parts.outer ?? parts.inner ?? sm2,
    der.bits(Uint8Array.of(1)),
    ...(parts.behind ?? []),
  )

export const certificateOf = (parts: CertificateParts = {}): pki.Certificate =>
  pki.parseCertificate(certificateDer(parts))

export const extension = (oid: string, value: Uint8Array, critical = false): pki.Extension => ({
  oid,
  critical,
  value,
})
