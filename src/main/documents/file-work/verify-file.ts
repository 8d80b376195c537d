import {
  detachedVerification,
  guarded,
  judgeSigners,
  judgeUnopened,
  type Trust,
  verifyDocument,
} from '../../../documents/index.ts'
import {
  contentHasher,
  OctetContent,
  PkiError,
  type SignedHead,
  type SignedMessage,
  signersBehind,
} from '../../../pki/index.ts'
import { reason } from '../../../shared/documents/reasons.ts'
import type { FileVerdict } from '../../../shared/documents/verdict.ts'
import { isAssistantError } from '../../../shared/errors/index.ts'
import { isBinary, messageHead } from './message-head.ts'
import { type Progress, type Source, wholeOf, withSource } from './source.ts'

/** A file that has its signatures inside, other than a message, is read as a whole. */
export const largestWhole = 256 * 1024 * 1024
/** A longer message is read in pieces, so that its size does not matter. */
const largestMessage = 8 * 1024 * 1024
const headLength = 1024 * 1024

const wrong = (code: 'limits-exceeded' | 'changed-while-read'): FileVerdict => ({
  kind: null,
  outcome: 'invalid',
  signatures: [],
  reasons: [reason(code)],
})

const damaged = (error: PkiError): FileVerdict =>
  guarded(() => {
    throw error
  })

/** A file that changed while it was read is told as a verdict. */
const unlessChanged = async (verify: () => Promise<FileVerdict>): Promise<FileVerdict> => {
  try {
    return await verify()
  } catch (error) {
    if (error instanceof PkiError) return damaged(error)
    if (isAssistantError(error) && error.code === 'document-changed') return wrong('changed-while-read')
    throw error
  }
}

type Behind = Pick<SignedMessage, 'certificates' | 'crls' | 'signers'>

const through = async (
  source: Source,
  start: ConstructorParameters<typeof OctetContent>[0],
  take: (part: Uint8Array, at: number) => void,
): Promise<Uint8Array> => {
  const content = new OctetContent(start, 'SignedData')
  let at = 0
  for await (const part of source.parts(start.offset)) {
    at += part.length
    take(content.update(part), at)
  }
  if (!content.ended) throw new PkiError('SignedData', 'truncated')
  await source.mustBeUnchanged()
  return content.rest
}

/** What stands behind a content of a known length is read without the content. */
const tailOf = async (source: Source, { content, offset }: SignedHead, told: (done: number) => void) => {
  if (content === null) return through(source, { offset, length: 0, pieces: false }, () => {})
  if (content.pieces || content.length === null) return through(source, content, (_part, at) => told(at / 2))
  const end = content.offset + content.length
  return through(source, { offset: end, length: 0, pieces: false }, () => {})
}

/** A long message with its content: first who signed, then the digests that they need. */
const verifyLong = async (source: Source, head: SignedHead, trust: Trust, progress: Progress) => {
  const { size } = source
  const isTwice = head.content?.length === null || head.content?.pieces === true
  const behind: Behind = signersBehind(await tailOf(source, head, (done) => progress(done, size)), head.marks)
  const message: SignedMessage = { ...behind, contentType: head.contentType, content: null }
  if (head.content === null) return guarded(() => judgeSigners(message, null, trust))
  const hasher = contentHasher(message, trust.certificates)
  await through(source, head.content, (part, at) => {
    hasher.update(part)
    progress(isTwice ? (size + at) / 2 : at, size)
  })
  return guarded(() => judgeSigners(message, hasher.finish(), trust))
}

/** A long sealed file: who says to have signed it stands at its end. */
const verifyLongSealed = async (source: Source, progress: Progress): Promise<FileVerdict | null> => {
  const found = messageHead(await source.beginning(headLength))
  if (found?.is !== 'sealed') return null
  const { head } = found
  if (head.kind === 'enveloped')
    return guarded(() => judgeUnopened({ signers: [], certificates: [] }, head.contentType))
  const tail = await through(source, head.sealed, (_part, at) => progress(at, source.size))
  return guarded(() => judgeUnopened(signersBehind(tail, head.marks), head.contentType))
}

const verifyWhole = async (source: Source, trust: Trust): Promise<FileVerdict> => {
  if (source.size > largestWhole) return wrong('limits-exceeded')
  const whole = await source.beginning(source.size)
  await source.mustBeUnchanged()
  return verifyDocument(whole, trust)
}

const verifyMessageInParts = async (source: Source, trust: Trust, progress: Progress) => {
  const head = await source.beginning(headLength)
  if (source.size <= largestMessage || !isBinary(head)) return null
  const found = messageHead(head)
  if (found?.is === 'signed') return verifyLong(source, found.head, trust, progress)
  return verifyLongSealed(source, progress)
}

/** Verifies a file that holds its signatures. Throws if it cannot be read. */
export const verifyFile = (path: string, trust: Trust, progress: Progress = () => {}): Promise<FileVerdict> =>
  unlessChanged(() =>
    withSource(path, async (source) => {
      const verdict =
        (await verifyMessageInParts(source, trust, progress)) ?? (await verifyWhole(source, trust))
      progress(source.size, source.size)
      return verdict
    }),
  )

/** Verifies a file of any size against a signature that stands in another file. */
export const verifyDetached = (
  path: string,
  signature: Uint8Array,
  trust: Trust,
  progress: Progress = () => {},
): Promise<FileVerdict> =>
  unlessChanged(() =>
    withSource(path, async (source) => {
      const verification = detachedVerification(signature, trust)
      let done = 0
      for await (const part of source.parts()) {
        verification.update(part)
        done += part.length
        progress(done, source.size)
      }
      await source.mustBeUnchanged()
      return verification.finish()
    }),
  )

const largestSignature = 256 * 1024 * 1024

/** Verifies a file with the signature that belongs to it, or with its own. */
export const verifyPair = async (
  {
    path,
    signature,
    own,
  }: { readonly path: string; readonly signature: string | null; readonly own: boolean },
  trust: Trust,
  progress: Progress = () => {},
): Promise<FileVerdict> => {
  if (signature === null) return verifyFile(path, trust, progress)
  if (own) {
    const verdict = await verifyFile(path, trust, progress)
    if (verdict.outcome !== 'unsigned') return verdict
  }
  const message = await withSource(signature, (source) => wholeOf(source, largestSignature))
  return verifyDetached(path, message, trust, progress)
}
