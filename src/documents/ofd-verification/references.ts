import { fromBase64, PkiError } from '../../pki/index.ts'
import { type Reason, type ReasonCode, reason } from '../../shared/documents/reasons.ts'
import type { FileDigests } from './digests.ts'
import type { SignatureFile } from './signature-file.ts'

const checkValue = (text: string): Uint8Array | null => {
  try {
    return fromBase64(text)
  } catch (error) {
    if (error instanceof PkiError) return null
    throw error
  }
}

const same = (one: Uint8Array | null, other: Uint8Array | null): boolean =>
  one !== null && other !== null && Buffer.from(one).equals(other)

/** Step 2: the digest of every protected file, over its bytes as stored. */
export const referenceReasons = (
  { method, references, seal }: SignatureFile,
  digests: FileDigests,
): readonly Reason[] => {
  const missing = references.filter(({ file }) => file === null).map(({ path }) => path)
  const gone = missing.length > 0 ? [reason('file-missing', missing)] : []
  const lost = seal === null ? [reason('seal-file-missing')] : []
  if (method === 'broken') return [reason('refused-digest'), ...gone, ...lost]
  if (method === 'unknown') return [reason('unknown-digest'), ...gone, ...lost]
  const changed = references
    .filter(({ file, value }) => file !== null && !same(digests(file, method), checkValue(value)))
    .map(({ path }) => path)
  const weak: readonly ReasonCode[] = method === 'sha1' ? ['weak-digest'] : []
  const differ = changed.length > 0 ? [reason('digest-differs', changed)] : []
  return [...weak.map((code) => reason(code)), ...differ, ...gone, ...lost]
}
