import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeSm2Spki, toPem } from '../../../src/pki/index.ts'

/** Whether OpenSSL accepts an SM2 signature over a message under the default identity. */
export const opensslVerifiesSm2 = (
  folder: string,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => {
  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  const key = file('public.pem', toPem('PUBLIC KEY', encodeSm2Spki(publicKey)))
  const answer = spawnSync('openssl', [
    'dgst',
    '-sm3',
    '-verify',
    key,
    '-sigopt',
    'distid:1234567812345678',
    '-signature',
    file('signature', signature),
    file('message', message),
  ])
  return answer.status === 0 && answer.stdout.toString().includes('Verified OK')
}
