import { PkiError, sm4CbcDecrypt } from '../pki/index.ts'
import { AssistantError } from '../shared/errors/index.ts'
import type { Envelope } from './token.ts'

/** Opens an envelope whose SM4 key was decrypted, and overwrites that key. */
export const openWithKey = (key: Uint8Array, { iv, data, part }: Envelope): Uint8Array => {
  try {
    return sm4CbcDecrypt(key, iv, data, part === true ? 'none' : 'pkcs7')
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError('envelope-broken', {}, error) : error
  } finally {
    key.fill(0)
  }
}
