// The small part of the PKI that a host needs to open an SM2EnvelopedKey; it is loaded on first use.
export { openEnvelopedKeyWith, parseEnvelopedKey } from '../../pki/envelope/gmt0009.ts'
export { PkiError } from '../../pki/pki-error.ts'
export { encodeCipher } from '../../pki/sm2/cipher-form.ts'
