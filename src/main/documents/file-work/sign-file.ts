import { basename, dirname } from 'node:path'
import {
  OctetContent,
  PkiError,
  type SignedHead,
  Sm3,
  signedFrame,
  signerOfDigest,
  signersBehind,
  withSigners,
} from '../../../pki/index.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import type { FileSigner, Hands } from './hands.ts'
import { headOf, type MessageSource, messageSource } from './message-source.ts'
import { withResult } from './result-file.ts'
import { againNames, messageNames, signatureNames } from './result-names.ts'
import { canSign, signedBy } from './signature-check.ts'
import { type Progress, type Source, withSource } from './source.ts'

export type SignTask = {
  readonly path: string
  readonly content: 'attached' | 'detached'
  /** The signed file, if `path` is a signature that stands alone. */
  readonly companion: string | null
  readonly signer: FileSigner
  readonly at: Date
}

const mostSigners = 32
const publicMode = 0o666

/** The digest of a file from its beginning to its end. */
const digestOf = async (source: Source, told: (done: number) => void): Promise<Uint8Array> => {
  const sum = new Sm3()
  let done = 0
  for await (const part of source.parts()) {
    sum.update(part)
    done += part.length
    told(done)
  }
  await source.mustBeUnchanged()
  return sum.digest()
}

const signDetached = (task: SignTask, hands: Hands, progress: Progress): Promise<string> =>
  withSource(task.path, async (source) => {
    const { signer, at } = task
    const digest = await digestOf(source, (done) => progress(done, source.size))
    const info = await signedBy(hands, signer, signerOfDigest(signer.certificate, digest, at))
    const signers = { certificates: [signer.certificate, ...signer.chain], infos: [info] }
    const { head, tail } = signedFrame(null, signers)
    return withResult(dirname(source.path), publicMode, async (result) => {
      hands.writing(result.temporary)
      await result.write(head)
      await result.write(tail)
      return result.finish(signatureNames(basename(source.path)))
    })
  })

const signAttached = (task: SignTask, hands: Hands, progress: Progress): Promise<string> =>
  withSource(task.path, async (source) => {
    const { signer, at } = task
    const { size } = source
    const digest = await digestOf(source, (done) => progress(done / 2, size))
    const info = await signedBy(hands, signer, signerOfDigest(signer.certificate, digest, at))
    const signers = { certificates: [signer.certificate, ...signer.chain], infos: [info] }
    const { head, tail } = signedFrame(size, signers)
    return withResult(dirname(source.path), publicMode, async (result) => {
      hands.writing(result.temporary)
      await result.write(head)
      const again = new Sm3()
      let done = 0
      for await (const part of source.parts()) {
        again.update(part)
        await result.write(part)
        done += part.length
        progress((size + done) / 2, size)
      }
      // What stands in the message is what was signed.
      if (done !== size || !Buffer.from(again.digest()).equals(digest))
        throw new AssistantError('document-changed')
      await source.mustBeUnchanged()
      await result.write(tail)
      return result.finish(messageNames(basename(source.path)))
    })
  })

type Opened = { readonly digest: Uint8Array; readonly length: number | null; readonly tail: Uint8Array }

/** The content of a message, in pieces, and what stands behind it. */
const throughMessage = async (
  source: MessageSource,
  head: SignedHead,
  take: (part: Uint8Array) => Promise<void> | void,
): Promise<Uint8Array> => {
  const start = head.content ?? { offset: head.offset, length: 0, pieces: false }
  const content = new OctetContent(start, 'SignedData')
  for await (const part of source.parts(start.offset)) {
    const inside = content.update(part)
    if (inside.length > 0) await take(inside)
  }
  if (!content.ended) throw new PkiError('SignedData', 'truncated')
  await source.mustBeUnchanged()
  return content.rest
}

const openedMessage = async (
  source: MessageSource,
  head: SignedHead,
  { companion }: SignTask,
  progress: Progress,
): Promise<Opened> => {
  const sum = new Sm3()
  let length = 0
  const tail = await throughMessage(source, head, (part) => {
    sum.update(part)
    length += part.length
    progress(length / 2, source.size)
  })
  if (head.content !== null) return { digest: sum.digest(), length, tail }
  if (companion === null) throw new AssistantError('document-signature-alone')
  const digest = await withSource(companion, (file) => digestOf(file, (done) => progress(done, file.size)))
  return { digest, length: null, tail }
}

/** One more signer for a message that others have signed. It comes beside the message, which stays as it is. */
const signAgain = (task: SignTask, head: SignedHead, hands: Hands, progress: Progress): Promise<string> =>
  withSource(task.path, async (file) => {
    const { signer, at } = task
    const source = await messageSource(file)
    const { digest, length, tail } = await openedMessage(source, head, task, progress)
    if (signersBehind(tail, head.marks).signers.length >= mostSigners)
      throw new AssistantError('document-signers-full', { limit: mostSigners })
    const toSign = signerOfDigest(signer.certificate, digest, at, head.contentType)
    const info = await signedBy(hands, signer, toSign)
    const more = { certificates: [signer.certificate, ...signer.chain], infos: [info] }
    const frame = withSigners(head, tail, length, more)
    return withResult(dirname(file.path), publicMode, async (result) => {
      hands.writing(result.temporary)
      await result.write(frame.head)
      const again = new Sm3()
      if (length !== null)
        await throughMessage(source, head, async (part) => {
          again.update(part)
          await result.write(part)
        })
      if (length !== null && !Buffer.from(again.digest()).equals(digest))
        throw new AssistantError('document-changed')
      await result.write(frame.tail)
      return result.finish(againNames(basename(file.path)))
    })
  })

/** Signs a file in a message of GM/T 0010 beside it, or adds a signer to a message. Returns the path of the result. */
export const signFile = async (task: SignTask, hands: Hands, progress: Progress): Promise<string> => {
  if (!canSign(task.signer)) throw new AssistantError('document-signer-unsuitable')
  const before = await withSource(task.path, headOf)
  if (before?.is === 'signed') return signAgain(task, before.head, hands, progress)
  return task.content === 'attached'
    ? signAttached(task, hands, progress)
    : signDetached(task, hands, progress)
}
