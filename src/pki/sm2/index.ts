export type { Sm2CipherForm, Sm2CipherParts } from './cipher-form.ts'
export { cipherReadingsInDer as sm2CiphersIn, encodeCipher as encodeSm2Cipher } from './cipher-form.ts'
export { sm2Decrypt, sm2Encrypt } from './encrypt.ts'
export {
  generateSm2KeyPair,
  normaliseSm2PublicKey,
  type Sm2KeyPair,
  sm2PublicKeyOf,
  wipe,
} from './keys.ts'
export {
  DEFAULT_SM2_ID,
  prepareSm2Signer,
  prepareSm2Verifier,
  type Sm2SignatureForm,
  type Sm2Signer,
  type Sm2SignOptions,
  type Sm2Verifier,
  sm2Digest,
  sm2Sign,
  sm2SignDigest,
  sm2Verify,
  sm2VerifyDigest,
  sm2Z,
} from './sign.ts'
export { signatureToDer, signatureToRaw } from './signature-form.ts'
