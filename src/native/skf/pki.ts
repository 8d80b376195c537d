// The small part of the PKI that a host needs for envelopes and ciphertexts; it is loaded on first use.
import { DerReader } from '../../pki/der/index.ts'
import { readAsn1Cipher, type Sm2CipherParts } from '../../pki/sm2/cipher-form.ts'

export { parseEnvelopedKey } from '../../pki/envelope/gmt0009.ts'
export { PkiError } from '../../pki/pki-error.ts'

/** The parts of an SM2Cipher. */
export const readSm2Cipher = (cipher: Uint8Array): Sm2CipherParts =>
  DerReader.of(cipher, 'SM2 ciphertext').only(readAsn1Cipher)
