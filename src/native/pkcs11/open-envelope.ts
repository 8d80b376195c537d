// What a host needs of the PKI to open an SM2EnvelopedKey, and no more: it is loaded when it is first needed.
export { openEnvelopedKeyWith, parseEnvelopedKey } from '../../pki/envelope/gmt0009.ts'
export { PkiError } from '../../pki/pki-error.ts'
export { encodeCipher } from '../../pki/sm2/cipher-form.ts'
