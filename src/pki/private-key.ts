import { leftPad } from './bytes.ts'
import { context, DerReader, der, TAG } from './der/index.ts'
import { OID } from './oids.ts'
import { derOf } from './pem.ts'
import { type Sm2KeyPair, sm2PublicKeyOf } from './sm2/keys.ts'
import { encodeAlgorithm, readAlgorithm } from './x509/algorithm.ts'

const STRUCTURE = 'SM2 private key'

/** PKCS#8 of an SM2 key pair, the form OpenSSL reads. Secret: encrypt it before it touches a disk. */
export function encodeSm2PrivateKey(pair: Sm2KeyPair): Uint8Array {
  const inner = der.sequence(
    der.integer(1),
    der.octets(pair.privateKey),
    der.explicit(1, der.bits(pair.publicKey)),
  )
  return der.sequence(
    der.integer(0),
    encodeAlgorithm(OID.ecPublicKey, der.oid(OID.sm2Curve)),
    der.octets(inner),
  )
}

/** The key pair of a PKCS#8 or SEC 1 structure on the SM2 curve (DER, PEM or base64). */
export function parseSm2PrivateKey(input: Uint8Array | string): Sm2KeyPair {
  const body = DerReader.of(derOf(input), STRUCTURE, 4096).only((r) => r.sequence())
  const version = body.small()
  if (version > 1) throw body.error('unsupported-version')
  if (version === 1 && body.peek() === TAG.octetString) return pairOf(readSec1(body))
  const { oid, parameters } = readAlgorithm(body)
  const curve = parameters === null ? '' : DerReader.of(parameters, STRUCTURE, 64).only((r) => r.oid())
  if (oid !== OID.ecPublicKey || curve !== OID.sm2Curve) throw body.error('unsupported-algorithm')
  const inner = body.insideOctets().only((r) => r.sequence())
  if (body.peek() === context(0)) body.raw() // attributes
  if (body.peek() === context(1, false)) body.raw() // RFC 5958: the public key, which we compute ourselves
  body.finish()
  if (inner.small() !== 1) throw inner.error('unsupported-version')
  return pairOf(readSec1(inner))
}

function readSec1(body: DerReader): Uint8Array {
  const scalar = leftPad(body.octets(), 32)
  const curve = body.optional(context(0))?.only((r) => r.oid()) ?? OID.sm2Curve
  body.optional(context(1))?.only((r) => r.bits())
  body.finish()
  if (curve !== OID.sm2Curve) throw body.error('unsupported-algorithm')
  if (scalar === null) throw body.error('bad-private-key')
  return scalar
}

function pairOf(privateKey: Uint8Array): Sm2KeyPair {
  return { privateKey, publicKey: sm2PublicKeyOf(privateKey) }
}
