export {
  concat,
  equalBytes,
  fromBase64,
  fromHex,
  randomBytes,
  toBase64,
  toHex,
} from './bytes.ts'
export * from './cfca/index.ts'
export * from './cms/index.ts'
export * from './codes/index.ts'
export * from './csr/index.ts'
export { berLength } from './der/index.ts'
export * from './envelope/index.ts'
export { OID } from './oids.ts'
export { derOf, type PemBlock, pemBlocks, toPem } from './pem.ts'
export { PkiError, type PkiReason } from './pki-error.ts'
export { encodeSm2PrivateKey, parseSm2PrivateKey } from './private-key.ts'
export * from './seal/index.ts'
export * from './sm2/index.ts'
export { hmacSm3, Sm3, sm3, sm3Kdf } from './sm3/index.ts'
export { type Sm4CbcStream, sm4CbcDecryption, sm4CbcEncryption } from './sm4/cbc-stream.ts'
export * from './sm4/index.ts'
export * from './x509/index.ts'
