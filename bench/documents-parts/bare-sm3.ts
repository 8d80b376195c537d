import { closeSync, openSync, readSync } from 'node:fs'
import { Sm3 } from '../../src/pki/index.ts'

/** SM3 of a file and nothing else: what any verification of it costs at least. */
export const bareSm3 = (path: string): Uint8Array => {
  const hash = new Sm3()
  const buffer = Buffer.allocUnsafe(1024 * 1024)
  const handle = openSync(path, 'r')
  try {
    for (let got = readSync(handle, buffer); got > 0; got = readSync(handle, buffer))
      hash.update(buffer.subarray(0, got))
    return hash.digest()
  } finally {
    closeSync(handle)
  }
}
