import { equalBytes, utf8 } from '../bytes.ts'
import { DerReader } from '../der/index.ts'
import { OID } from '../oids.ts'
import { derOf } from '../pem.ts'
import { PkiError } from '../pki-error.ts'
import { type Sm2KeyPair, sm2PublicKeyOf, wipe } from '../sm2/keys.ts'
import { sm3Kdf } from '../sm3/index.ts'
import { sm4CbcDecrypt } from '../sm4/index.ts'
import type { Certificate } from '../x509/model.ts'
import { parseCertificate } from '../x509/parse.ts'

const STRUCTURE = 'CFCA key file'

export type CfcaKeyFile = { readonly keyPair: Sm2KeyPair; readonly certificate: Certificate }

/** Opens a .sm2 file of CFCA: one certificate and its key under a password. */
export function openCfcaKeyFile(input: Uint8Array | string, password: string): CfcaKeyFile {
  const bytes = new Uint8Array(derOf(input))
  const body = DerReader.of(bytes, STRUCTURE, 64 * 1024).only((r) => r.sequence())
  if (body.small() !== 1) throw body.error('unsupported-version')
  const encrypted = readEncrypted(body.sequence())
  const bag = body.sequence()
  body.finish()
  bag.oid()
  const certificate = parseCertificate(bag.octets())
  bag.finish()
  return { keyPair: keyOf(decrypted(encrypted, password), certificate), certificate }
}

function readEncrypted(body: DerReader): Uint8Array {
  body.oid()
  const cipher = body.oid()
  const encrypted = body.octets()
  body.finish()
  if (cipher !== OID.sm4 && cipher !== OID.sm4Cbc) throw body.error('unsupported-algorithm')
  return encrypted
}

// SM3's key derivation turns the password into 32 bytes: the first half is the vector, the second half the key.
function decrypted(encrypted: Uint8Array, password: string): Uint8Array {
  const made = sm3Kdf(utf8(password), 32)
  try {
    return sm4CbcDecrypt(made.subarray(16), made.subarray(0, 16), encrypted)
  } catch (error) {
    if (error instanceof PkiError) throw new PkiError(STRUCTURE, 'wrong-password')
    throw error
  } finally {
    wipe(made)
  }
}

function keyOf(privateKey: Uint8Array, certificate: Certificate): Sm2KeyPair {
  const { publicKey } = certificate
  if (publicKey.type !== 'sm2') throw new PkiError(STRUCTURE, 'unsupported-algorithm')
  if (privateKey.length !== 32) throw new PkiError(STRUCTURE, 'wrong-password')
  if (!equalBytes(sm2PublicKeyOf(privateKey), publicKey.point)) throw new PkiError(STRUCTURE, 'wrong-key')
  return { privateKey, publicKey: publicKey.point }
}
