export {
  type EnvelopedKey,
  encodeEnvelopedKey,
  openEnvelopedKey,
  openEnvelopedKeyWith,
  parseEnvelopedKey,
  sealEnvelopedKey,
} from './gmt0009.ts'
export { ENVELOPED_KEY_BLOB_LENGTH, encodeEnvelopedKeyBlob, parseEnvelopedKeyBlob } from './gmt0016.ts'
