import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { DocumentContent } from '../../shared/documents/model.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { messageEnding } from './file-work/result-names.ts'

/** The endings under which a signature of its own stands beside its file, the usual ones first. */
const signatureEndings = ['.p7s', '.sig', '.p7b', '.p7', '.p7m', '.cms', '.pkcs7', '.asc'] as const

/** 合同.pdf(1).p7s belongs to 合同.pdf too. */
const signedNames = (name: string): readonly string[] => {
  const found = messageEnding.exec(name)
  if (found === null) return []
  const stem = name.slice(0, found.index)
  const plain = stem.replace(/\(\d{1,5}\)$/, '')
  return plain === stem ? [stem] : [stem, plain]
}

/** The file that a signature belongs to by its name; null if none is beside it. */
export const signedFileOf = (signature: string): string | null => {
  const folder = dirname(signature)
  const names = signedNames(basename(signature)).filter((name) => name !== '')
  return names.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** The signature that stands beside a file by its name; null if there is none. */
export const signatureFileOf = (path: string): string | null =>
  signatureEndings.map((ending) => `${path}${ending}`).find((one) => existsSync(one)) ?? null

/** A file, and the signature that stands alone and belongs to it. */
export type VerifiedPair = {
  readonly path: string
  readonly signature: string | null
  /** The file may hold signatures of its own, and then these count. */
  readonly own: boolean
}

/** What stands alone belongs to its companion: the pair is verified whichever of the two was named. */
export const pairOf = (path: string, content: DocumentContent, companion: string | null): VerifiedPair => {
  const own = content === 'pdf' || content === 'ofd'
  // What holds all of its signatures itself; a message beside it is about something else.
  if (content === 'signed' || content === 'sealed') return { path, signature: null, own }
  // A signature may have come beside the file since it was listed.
  const other = companion ?? (content === 'signature' ? signedFileOf(path) : signatureFileOf(path))
  if (content !== 'signature') return { path, signature: other, own }
  if (other === null) throw new AssistantError('document-signature-alone')
  return { path: other, signature: path, own }
}
