import { equalBytes, randomBytes } from '../bytes.ts'
import { DerReader, der } from '../der/index.ts'
import { OID } from '../oids.ts'
import { derOf } from '../pem.ts'
import { PkiError } from '../pki-error.ts'
import { encodeCipher, readAsn1Cipher, type Sm2CipherParts } from '../sm2/cipher-form.ts'
import { sm2DecryptParts, sm2EncryptToParts } from '../sm2/encrypt.ts'
import { normaliseSm2PublicKey, type Sm2KeyPair, sm2PublicKeyOf } from '../sm2/keys.ts'
import { sm4EcbDecrypt, sm4EcbEncrypt } from '../sm4/index.ts'
import { encodeAlgorithm, readAlgorithm } from '../x509/algorithm.ts'

/** An encryption key pair sealed to a signing key: SM2EnvelopedKey of GM/T 0009, in parts. */
export type EnvelopedKey = {
  /** OID of the cipher over the private key: SM4-ECB or bare SM4, with absent or NULL parameters. */
  readonly symAlgorithm: string
  /** The symmetric key, encrypted with SM2. */
  readonly wrappedKey: Sm2CipherParts
  /** The encryption public key (04‖X‖Y). */
  readonly publicKey: Uint8Array
  /** The private key under ECB without padding: 32 bytes, or 64 if zeros were put before it. */
  readonly encryptedPrivateKey: Uint8Array
}

const SM4_ECB: ReadonlySet<string> = new Set([OID.sm4, OID.sm4Ecb])

/** Reads an SM2EnvelopedKey from DER, PEM or base64. */
export function parseEnvelopedKey(input: Uint8Array | string): EnvelopedKey {
  return DerReader.of(new Uint8Array(derOf(input)), 'SM2EnvelopedKey', 4096).only(readEnvelopedKey)
}

/** Reads an SM2EnvelopedKey inside a larger structure. */
export function readEnvelopedKey(reader: DerReader): EnvelopedKey {
  return reader.sequence().only(readEnvelopedKeyFields)
}

/** Reads the members of an SM2EnvelopedKey after its header. */
export function readEnvelopedKeyFields(body: DerReader): EnvelopedKey {
  const symAlgorithm = readAlgorithm(body).oid
  const wrappedKey = readAsn1Cipher(body)
  const publicKey = normaliseSm2PublicKey(body.bits())
  const encryptedPrivateKey = body.bits()
  if (encryptedPrivateKey.length !== 32 && encryptedPrivateKey.length !== 64) throw body.error('bad-length')
  return { symAlgorithm, wrappedKey, publicKey, encryptedPrivateKey }
}

/** DER of an SM2EnvelopedKey. */
export function encodeEnvelopedKey(key: EnvelopedKey): Uint8Array {
  return der.sequence(
    encodeAlgorithm(key.symAlgorithm),
    encodeCipher(key.wrappedKey, 'asn1'),
    der.bits(key.publicKey),
    der.bits(key.encryptedPrivateKey),
  )
}

/** Seals an encryption key pair to a signing public key, as a key-management centre does. */
export function sealEnvelopedKey(recipient: Uint8Array, pair: Sm2KeyPair): EnvelopedKey {
  const symmetric = randomBytes(16)
  const key: EnvelopedKey = {
    symAlgorithm: OID.sm4Ecb,
    wrappedKey: sm2EncryptToParts(recipient, symmetric),
    publicKey: normaliseSm2PublicKey(pair.publicKey),
    encryptedPrivateKey: sm4EcbEncrypt(symmetric, pair.privateKey, 'none'),
  }
  symmetric.fill(0)
  return key
}

/** Opens a sealed pair with the signing private key. Refuses a private key that does not fit the public one. */
export function openEnvelopedKey(signingKey: Uint8Array, sealed: EnvelopedKey): Sm2KeyPair {
  return openWith(sealed, () => sm2DecryptParts(signingKey, sealed.wrappedKey))
}

/** Opens a sealed pair whose symmetric key was decrypted elsewhere, for example on a token. */
export function openEnvelopedKeyWith(symmetricKey: Uint8Array, sealed: EnvelopedKey): Sm2KeyPair {
  return openWith(sealed, () => symmetricKey)
}

function openWith(sealed: EnvelopedKey, unwrap: () => Uint8Array): Sm2KeyPair {
  if (!SM4_ECB.has(sealed.symAlgorithm)) throw new PkiError('SM2EnvelopedKey', 'unsupported-algorithm')
  const symmetric = unwrap()
  if (symmetric.length !== 16) throw new PkiError('SM2EnvelopedKey', 'wrong-key')
  const plain = sm4EcbDecrypt(symmetric, sealed.encryptedPrivateKey, 'none')
  symmetric.fill(0)
  const privateKey = plain.slice(plain.length - 32)
  const padded = plain.subarray(0, plain.length - 32).some((byte) => byte !== 0)
  plain.fill(0)
  if (padded || !fits(privateKey, sealed.publicKey)) {
    privateKey.fill(0)
    throw new PkiError('SM2EnvelopedKey', 'wrong-key')
  }
  return { privateKey, publicKey: sealed.publicKey }
}

function fits(privateKey: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return equalBytes(sm2PublicKeyOf(privateKey), publicKey)
  } catch (error) {
    if (error instanceof PkiError) return false // not a scalar at all
    throw error
  }
}
