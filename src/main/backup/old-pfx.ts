import { type AdoptedKey, type Fork, openPfx, type Pin } from '../../native/index.ts'
import { parseCertificate } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { holderOf } from '../certificates/certificate-view.ts'

/** Reads the keys of an old file and names each after the holder of its certificate. */
export const keysOfPfx = async (
  fork: Fork,
  file: Uint8Array,
  password: Pin,
  signal?: AbortSignal,
): Promise<{ readonly holder: string; readonly keys: readonly AdoptedKey[] }> => {
  const found = await openPfx(fork, file, password, signal)
  const keys = found.map((key): AdoptedKey => {
    return { type: 'rsa', label: holderOf(parseCertificate(key.certificate)), ...key }
  })
  const [first] = keys
  if (first === undefined) throw new AssistantError('pfx-without-key')
  return { holder: first.label, keys }
}
