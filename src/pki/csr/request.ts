import { context, DerReader, der, TAG } from '../der/index.ts'
import { readText } from '../der/text.ts'
import { OID } from '../oids.ts'
import { derOf } from '../pem.ts'
import { sm2Digest } from '../sm2/index.ts'
import { type AlgorithmIdentifier, readAlgorithm } from '../x509/algorithm.ts'
import { assembleSigned, encodeExtensions, type NameInput, nameDer } from '../x509/build.ts'
import { type Extension, readExtensions } from '../x509/extensions.ts'
import { type DistinguishedName, readName } from '../x509/names.ts'
import { encodeSm2Spki, type PublicKey, readPublicKey } from '../x509/public-key.ts'
import { verifySignature } from '../x509/signature.ts'
import { encodeTemporaryKey, readTemporaryKey } from './temporary-key.ts'

export type CsrAttribute = { readonly oid: string; readonly values: readonly Uint8Array[] }

export type CsrInfo = {
  readonly subject: NameInput
  /** The SM2 key that the request is for and that signs it (04‖X‖Y). */
  readonly publicKey: Uint8Array
  /** Extensions asked for. */
  readonly extensions?: readonly Extension[]
  /** CFCA's dual-certificate request: the key to which the authority seals the escrowed pair, and a password. */
  readonly cfca?: { readonly temporaryKey: Uint8Array; readonly challengePassword: string }
  /** Identity of the signer, if it is not the default one. */
  readonly id?: Uint8Array
}

/** What a token is asked to sign: CertificationRequestInfo and its digest e with Z mixed in. */
export type CsrToSign = { readonly tbs: Uint8Array; readonly digest: Uint8Array }

/** Builds the signed part of a PKCS#10 request and the digest that the private key has to sign. */
export function csrToSign(info: CsrInfo): CsrToSign {
  const tbs = der.sequence(
    der.integer(0),
    nameDer(info.subject),
    encodeSm2Spki(info.publicKey),
    der.element(context(0), ...der.sorted(attributesOf(info))),
  )
  return { tbs, digest: sm2Digest(info.publicKey, tbs, info.id) }
}

function attributesOf(info: CsrInfo): readonly Uint8Array[] {
  const { extensions = [], cfca } = info
  const request = der.setOf(encodeExtensions(extensions))
  return [
    ...(extensions.length > 0 ? [der.sequence(der.oid(OID.extensionRequest), request)] : []),
    // CFCA's two attributes are written without the usual SET around the value.
    ...(cfca ? [der.sequence(der.oid(OID.challengePassword), der.printable(cfca.challengePassword))] : []),
    ...(cfca ? [der.sequence(der.oid(OID.cfcaTemporaryKey), encodeTemporaryKey(cfca.temporaryKey))] : []),
  ]
}

/** The finished request from its signed part and the DER signature over the digest. */
export function finishCsr(tbs: Uint8Array, signatureDer: Uint8Array): Uint8Array {
  return assembleSigned(tbs, signatureDer)
}

export type Csr = {
  readonly raw: Uint8Array
  readonly tbs: Uint8Array
  readonly subject: DistinguishedName
  readonly spkiDer: Uint8Array
  readonly publicKey: PublicKey
  readonly attributes: readonly CsrAttribute[]
  readonly extensions: readonly Extension[]
  readonly challengePassword: string | null
  /** CFCA's temporary key (04‖X‖Y), null if none. */
  readonly temporaryKey: Uint8Array | null
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
}

/** Reads a PKCS#10 request from DER, PEM or base64. */
export function parseCsr(input: Uint8Array | string): Csr {
  const raw = new Uint8Array(derOf(input))
  const body = DerReader.of(raw, 'CertificationRequest', 64 * 1024).only((r) => r.sequence())
  const tbsStart = body.offset
  const fields = readInfo(body.sequence())
  const tbs = raw.subarray(tbsStart, body.offset)
  const signatureAlgorithm = readAlgorithm(body)
  const signature = body.bits()
  body.finish()
  return { raw, tbs, ...fields, signatureAlgorithm, signature }
}

function readInfo(body: DerReader) {
  if (body.small() !== 0) throw body.error('unsupported-version')
  const subject = readName(body)
  const spkiStart = body.offset
  const publicKey = readPublicKey(body)
  const spkiDer = body.bytes.subarray(spkiStart, body.offset)
  // RFC 2986 makes the attributes mandatory, old clients leave an empty set out.
  const attributes = body.optional(context(0))?.all(readAttribute) ?? []
  body.finish()
  return { subject, spkiDer, publicKey, attributes, ...known(attributes, body) }
}

function readAttribute(reader: DerReader): CsrAttribute {
  const body = reader.sequence()
  const oid = body.oid()
  const values = body.peek() === TAG.set ? body.set().all((set) => set.raw()) : [body.raw()]
  body.finish()
  return { oid, values }
}

function known(attributes: readonly CsrAttribute[], body: DerReader) {
  const first = (oid: string) => attributes.find((attribute) => attribute.oid === oid)?.values[0] ?? null
  const request = first(OID.extensionRequest)
  const password = first(OID.challengePassword)
  const temporary = first(OID.cfcaTemporaryKey)
  const extensions = request ? DerReader.of(request, body.structure).only(readExtensions) : []
  return {
    extensions,
    challengePassword: password ? passwordOf(password, body) : null,
    temporaryKey: temporary ? readTemporaryKey(temporary) : null,
  }
}

function passwordOf(value: Uint8Array, body: DerReader): string {
  const reader = DerReader.of(value, body.structure, 1024)
  const tag = reader.peek()
  const text = readText(tag, reader.content(tag))
  reader.finish()
  if (text === null) throw body.error('bad-string')
  return text
}

/** Whether the request is signed by the key it asks a certificate for (proof of possession). */
export function verifyCsr(csr: Csr): boolean {
  return verifySignature(csr.publicKey, csr.signatureAlgorithm, csr.tbs, csr.signature)
}
