import { equalBytes, toHex } from '../bytes.ts'
import { context, DerReader, der, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { asDer } from '../sm2/signature-form.ts'
import { sm3 } from '../sm3/index.ts'
import { type AlgorithmIdentifier, encodeAlgorithm, readAlgorithm } from '../x509/algorithm.ts'
import { type Hash, HASHES as PLAIN_HASHES } from '../x509/hashes.ts'
import type { Certificate } from '../x509/model.ts'
import {
  canVerify,
  signatureHash,
  usesSha1,
  verifySignature,
  verifySignatureOfDigest,
} from '../x509/signature.ts'
import { encodeIssuerAndSerial, isParty, type Party, readParty } from './party.ts'

export type SignedAttribute = { readonly oid: string; readonly values: readonly Uint8Array[] }

export type SignerInfo = {
  readonly party: Party
  readonly digestAlgorithm: string
  readonly signatureAlgorithm: AlgorithmIdentifier
  /** The signed attributes as the DER SET OF that the signature covers; null if the content itself is signed. */
  readonly attributesDer: Uint8Array | null
  readonly attributes: readonly SignedAttribute[]
  readonly unsignedAttributes: readonly SignedAttribute[]
  readonly signingTime: Date | null
  readonly signature: Uint8Array
}

const MAX_SIGNER = 1024 * 1024

/** Reads a SignerInfo of GM/T 0010 (that of PKCS#7 1.5), or one of RFC 5652 that names the key (version 3). */
export function readSigner(reader: DerReader): SignerInfo {
  const body = reader.sequence().atMost(MAX_SIGNER)
  const version = body.small()
  const party = readParty(body)
  if (version !== (party.by === 'subject-key-id' ? 3 : 1)) throw body.error('unsupported-version')
  const digestAlgorithm = readAlgorithm(body).oid
  const attributesDer = body.peek() === context(0) ? asSet(body.raw()) : null
  const signatureAlgorithm = readAlgorithm(body)
  const signature = body.octets()
  const unsigned = body.peek() === context(1) ? unsignedIn(body.raw()) : []
  body.finish()
  const attributes = attributesDer === null ? [] : readAttributes(attributesDer)
  const signingTime = timeOf(attributes)
  const algorithms = { digestAlgorithm, signatureAlgorithm }
  return {
    party,
    ...algorithms,
    attributesDer,
    attributes,
    unsignedAttributes: unsigned,
    signingTime,
    signature,
  }
}

// RFC 2315 9.3: the signature covers the attributes under the SET OF tag instead of the implicit one.
function asSet(tagged: Uint8Array): Uint8Array {
  const set = new Uint8Array(tagged)
  set[0] = TAG.set
  return set
}

/** Nothing vouches for these, so what cannot be read is as good as not there. */
function unsignedIn(tagged: Uint8Array): readonly SignedAttribute[] {
  try {
    return readAttributes(asSet(tagged))
  } catch (error) {
    if (error instanceof PkiError) return []
    throw error
  }
}

function readAttributes(set: Uint8Array): readonly SignedAttribute[] {
  const seen = new Set<string>()
  return DerReader.of(set, 'signed attributes').only((outer) =>
    outer.set().all((list) => {
      const body = list.sequence()
      const oid = body.oid()
      const values = body.set().all((value) => value.raw())
      body.finish()
      if (seen.has(oid) || values.length === 0) throw list.error('bad-value')
      seen.add(oid)
      return { oid, values }
    }),
  )
}

function timeOf(attributes: readonly SignedAttribute[]): Date | null {
  const value = attributes.find((attribute) => attribute.oid === OID.signingTime)?.values[0]
  return value === undefined ? null : DerReader.of(value, 'signing time', 64).only((r) => r.time())
}

/** The attributes that a signature covers instead of the content: its type, its digest, the time. */
export function encodeAttributes(contentType: string, digest: Uint8Array, signingTime: Date): Uint8Array {
  const one = (oid: string, value: Uint8Array) => der.sequence(der.oid(oid), der.setOf(value))
  return der.setOf(
    one(OID.contentType, der.oid(contentType)),
    one(OID.messageDigest, der.octets(digest)),
    one(OID.signingTime, der.time(signingTime)),
  )
}

/** The numbers under which a message names its digest and its signature. */
export type MessageAlgorithms = { readonly digest: Uint8Array; readonly signature: Uint8Array }

const SM2_ALGORITHMS: MessageAlgorithms = {
  digest: encodeAlgorithm(OID.sm3),
  signature: encodeAlgorithm(OID.sm2Signature),
}

/** DER of a SignerInfo; of an SM2 signature if nothing else is said. */
export function encodeSigner(
  certificate: Certificate,
  attributes: Uint8Array | null,
  signature: Uint8Array,
  algorithms: MessageAlgorithms = SM2_ALGORITHMS,
): Uint8Array {
  const tagged = attributes === null ? [] : [new Uint8Array(attributes)]
  for (const set of tagged) set[0] = context(0)
  return der.sequence(
    der.integer(1),
    encodeIssuerAndSerial(certificate),
    algorithms.digest,
    ...tagged,
    algorithms.signature,
    der.octets(signature),
  )
}

/**
 * The content that signatures are checked against: the content itself, or only its SM3 digest. The digest is enough
 * only for signatures with attributes.
 */
export type SignedContent =
  | { readonly content: Uint8Array }
  | { readonly sm3: Uint8Array }
  | { readonly digests: ContentDigests }

/** What `contentHasher` kept of content that was read in pieces. */
export type ContentDigests = {
  /** By the number of the hash function. */
  readonly plain: ReadonlyMap<string, Uint8Array>
  /** SM3(Z ‖ content), by the signer's public key in hexadecimal. */
  readonly forKeys: ReadonlyMap<string, Uint8Array>
  readonly isAttributeSet: boolean
}

export type SignerProblem =
  | 'no-certificate'
  | 'bad-signature'
  | 'wrong-digest'
  | 'unsupported-algorithm'
  | 'content-missing'

export type SignerVerdict = {
  readonly signer: SignerInfo
  readonly certificate: Certificate | null
  readonly problem: SignerProblem | null
  /**
   * Whether the signature is only as good as SHA-1. It may be right, but somebody who made the document could have made
   * another one that it fits as well: enough for an old document, not for a new one.
   */
  readonly weak: boolean
}

/**
 * Checks one signature with the certificate that it names. It does not ask whether that certificate is to be trusted.
 */
export function checkSigner(
  signer: SignerInfo,
  certificates: readonly Certificate[],
  contentType: string,
  content: SignedContent | null,
): SignerVerdict {
  const certificate = certificates.find((one) => isParty(signer.party, one)) ?? null
  const weak = signer.digestAlgorithm === OID.sha1 || usesSha1(signer.signatureAlgorithm)
  if (certificate === null) return { signer, certificate, weak, problem: 'no-certificate' }
  if (content === null) return { signer, certificate, weak, problem: 'content-missing' }
  return { signer, certificate, weak, problem: problemOf(signer, certificate, contentType, content) }
}

function problemOf(
  signer: SignerInfo,
  certificate: Certificate,
  contentType: string,
  content: SignedContent,
): SignerProblem | null {
  const hash = HASHES[signer.digestAlgorithm]
  if (hash === undefined || algorithmFor(signer, certificate.publicKey) === null)
    return 'unsupported-algorithm'
  if (signer.attributesDer === null) {
    if ('digests' in content) return directProblem(signer, certificate, content.digests)
    if (!('content' in content)) return 'content-missing'
    if (isAttributeSet(content.content)) return 'bad-signature'
    return verifies(signer, certificate, content.content) ? null : 'bad-signature'
  }
  const given = digestOf(signer.digestAlgorithm, hash, content)
  if (given === null) return 'content-missing'
  if (!matches(signer, contentType, given)) return 'wrong-digest'
  return verifies(signer, certificate, signer.attributesDer) ? null : 'bad-signature'
}

function digestOf(algorithm: string, hash: Hash, content: SignedContent): Uint8Array | null {
  if ('content' in content) return hash(content.content)
  if ('digests' in content) return content.digests.plain.get(algorithm) ?? null
  return algorithm === OID.sm3 ? content.sm3 : null
}

/** The problem of a signature over the content itself, of which only digests are known. */
function directProblem(
  signer: SignerInfo,
  { publicKey }: Certificate,
  { plain, forKeys, isAttributeSet }: ContentDigests,
): SignerProblem | null {
  if (isAttributeSet) return 'bad-signature'
  const algorithm = algorithmFor(signer, publicKey)
  const digest =
    publicKey.type === 'sm2' ? forKeys.get(toHex(publicKey.point)) : plain.get(signer.digestAlgorithm)
  if (algorithm === null || digest === undefined) return 'content-missing'
  const right = verifySignatureOfDigest(publicKey, algorithm, digest, asDer(publicKey, signer.signature))
  if (right === null) return 'unsupported-algorithm'
  return right ? null : 'bad-signature'
}

const HASHES: Readonly<Record<string, Hash>> = {
  ...PLAIN_HASHES,
  [OID.sm3]: sm3,
  [OID.sm3Keyless]: sm3,
}
const RSA_BY_HASH: Readonly<Record<string, string>> = {
  [OID.sha1]: OID.rsaSha1,
  [OID.sha224]: OID.rsaSha224,
  [OID.sha256]: OID.rsaSha256,
  [OID.sha384]: OID.rsaSha384,
  [OID.sha512]: OID.rsaSha512,
}

/** The algorithm under which to verify the signature; null if there is none. */
function algorithmFor(signer: SignerInfo, publicKey: Certificate['publicKey']): AlgorithmIdentifier | null {
  const { digestAlgorithm, signatureAlgorithm } = signer
  // Software writes many different numbers for SM2 here, so only the key and the digest count.
  if (publicKey.type === 'sm2')
    return HASHES[digestAlgorithm] === sm3 ? { oid: OID.sm2WithSm3, parameters: null } : null
  const byHash = publicKey.type === 'rsa' && signatureAlgorithm.oid === OID.rsa
  const algorithm = byHash
    ? { oid: RSA_BY_HASH[digestAlgorithm] ?? '', parameters: null }
    : signatureAlgorithm
  const rsa = publicKey.type === 'rsa' || publicKey.type === 'rsa-pss'
  const matching = !rsa || signatureHash(algorithm) === digestAlgorithm
  return matching && canVerify(publicKey, algorithm) ? algorithm : null
}

function verifies(signer: SignerInfo, certificate: Certificate, message: Uint8Array): boolean {
  const { publicKey } = certificate
  const algorithm = algorithmFor(signer, publicKey)
  const signature = asDer(publicKey, signer.signature)
  return algorithm !== null && verifySignature(publicKey, algorithm, message, signature)
}

// A forger could pass off the attributes of one message as the content of another message without attributes: the
// signed bytes are the same, and nothing in the signature tells the two apart.
export function isAttributeSet(content: Uint8Array): boolean {
  if (content[0] !== TAG.set) return false
  try {
    return readAttributes(content).some(({ oid }) => oid === OID.messageDigest)
  } catch (error) {
    if (error instanceof PkiError) return false
    throw error
  }
}

function matches(signer: SignerInfo, contentType: string, digest: Uint8Array): boolean {
  const value = (oid: string) => signer.attributes.find((attribute) => attribute.oid === oid)?.values ?? []
  const [type, stated] = [value(OID.contentType), value(OID.messageDigest)]
  const only = type.length === 1 && stated.length === 1
  const [typeDer = new Uint8Array(), digestDer = new Uint8Array()] = [type[0], stated[0]]
  return only && equalBytes(typeDer, der.oid(contentType)) && equalBytes(digestDer, der.octets(digest))
}

/** The SM2 public key of a signer's certificate. Refuses any other kind of key. */
export function sm2KeyOf(certificate: Certificate): Uint8Array {
  if (certificate.publicKey.type === 'sm2') return certificate.publicKey.point
  throw new PkiError('CMS', 'unsupported-algorithm')
}
