import { PkiError } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { RefusedFile } from '../refused-file.ts'

/** A larger file is not signed, because it would not be verified (docs/documents.md, "Limits"). */
export const largestFile = 256 * 1024 * 1024
export const limitMiB = largestFile / 2 ** 20

const ambiguous: ReadonlySet<string> = new Set([
  'readers-disagree',
  'duplicate-names',
  'unsafe-name',
  'names-by-case',
])

const refusalOf = ({ code, details }: RefusedFile, cause: unknown): AssistantError => {
  if (code === 'encrypted') return new AssistantError('signing-encrypted', {}, cause)
  if (code === 'limits-exceeded') return new AssistantError('signing-too-large', { limit: limitMiB }, cause)
  const facts = { reason: code, details: details.join() }
  return ambiguous.has(code)
    ? new AssistantError('signing-ambiguous', facts, cause)
    : new AssistantError('signing-damaged', facts, cause)
}

/** What the readers refuse is refused in the words of the catalogue. */
export const refusing = <T>(work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (error instanceof RefusedFile) throw refusalOf(error, error)
    throw error
  }
}

/** The key's answer, or the error that it is no signature of the certificate. */
export const withValue = (
  finish: (signature: Uint8Array) => Uint8Array,
  signature: Uint8Array,
): Uint8Array => {
  try {
    return finish(signature)
  } catch (error) {
    if (error instanceof PkiError) throw new AssistantError('signing-value-wrong', {}, error)
    throw error
  }
}
