import { concat, equalBytes, fromBase64 } from '../bytes.ts'
import { DerReader } from '../der/index.ts'
import { PkiError } from '../pki-error.ts'
import { sm2Decrypt } from '../sm2/encrypt.ts'
import { type Sm2KeyPair, sm2PublicKeyOf } from '../sm2/keys.ts'

const STRUCTURE = 'CFCA escrowed key'
// Five numbers of 16 digits stand before the base64 text: 1, 1, 0, 0 and the length of the text.
const HEAD = /^0{15}10{15}10{32}0{13}\d{3}/

/**
 * Opens the encryption key pair that CFCA returns for a dual-certificate request: X ‖ Y ‖ d, encrypted to the
 * request's temporary key. Takes CFCA's text, its base64 part or the DER. Refuses a private key that does not fit the
 * public one.
 */
export function openCfcaEscrowedKey(temporaryKey: Uint8Array, input: Uint8Array | string): Sm2KeyPair {
  const der = typeof input === 'string' ? fromBase64(input.replace(HEAD, '')) : input
  const body = DerReader.of(der, STRUCTURE, 4096).only((r) => r.sequence())
  if (body.small() !== 1) throw body.error('unsupported-version')
  const ciphertext = body.octets()
  body.finish()
  const plain = sm2Decrypt(temporaryKey, ciphertext)
  if (plain.length !== 96) throw new PkiError(STRUCTURE, 'bad-length')
  const publicKey = concat(Uint8Array.of(4), plain.subarray(0, 64))
  const privateKey = plain.slice(64)
  plain.fill(0)
  if (!equalBytes(sm2PublicKeyOf(privateKey), publicKey)) throw new PkiError(STRUCTURE, 'wrong-key')
  return { privateKey, publicKey }
}
