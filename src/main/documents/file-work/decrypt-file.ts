import { open } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { judgeSigners, type Trust } from '../../../documents/index.ts'
import {
  contentHasher,
  decryptContent,
  type EnvelopeHead,
  endsThere,
  OctetContent,
  openInParts,
  opensInParts,
  PkiError,
  parseEnvelopedMessage,
  parseSignedAndEnvelopedMessage,
  type SignedMessage,
  signersBehind,
} from '../../../pki/index.ts'
import type { FileVerdict } from '../../../shared/documents/verdict.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import type { ContentKey, Hands } from './hands.ts'
import { beginningOf, headOf, type MessageSource, messageSource } from './message-source.ts'
import { openInside } from './open-inside.ts'
import { type ResultFile, withResult } from './result-file.ts'
import { openedNames } from './result-names.ts'
import { type Progress, withSource } from './source.ts'
import { largestWhole, verifyFile } from './verify-file.ts'

export type DecryptTask = {
  readonly path: string
  readonly trust: Trust
  /** What marks the name of a result whose file has no ending to take away. */
  readonly mark: string
}

export type Decrypted = { readonly output: string; readonly verdict: FileVerdict | null }

/** What was secret is first of all for the person alone. */
const privateMode = 0o600

type Opening = {
  readonly source: MessageSource
  readonly head: EnvelopeHead
  readonly key: ContentKey
  readonly hands: Hands
  readonly result: ResultFile
  readonly progress: Progress
}

/** Writes the content as it comes, and returns what stands behind it in the message. */
const openRunning = async ({ source, head, key, hands, result, progress }: Opening): Promise<Uint8Array> => {
  const opener = key.kind === 'shown' ? openInParts(head, key.key) : openInside(head, hands)
  let done = 0
  for await (const part of source.parts(head.sealed.offset)) {
    await result.write(await opener.update(part))
    done += part.length
    progress(done, source.size)
  }
  await source.mustBeUnchanged()
  const { last, tail } = await opener.finish()
  await result.write(last)
  return tail
}

/** Of a cipher that needs all of its content at once. */
const openWhole = async ({ source, head, key, result }: Opening): Promise<Uint8Array> => {
  if (key.kind !== 'shown') throw new AssistantError('token-lacks')
  if (source.size > largestWhole)
    throw new AssistantError('document-too-large', { limit: largestWhole / 2 ** 20 })
  const whole = await source.beginning(source.size)
  await source.mustBeUnchanged()
  const parse = head.kind === 'enveloped' ? parseEnvelopedMessage : parseSignedAndEnvelopedMessage
  await result.write(decryptContent(parse(whole).encrypted, key.key))
  const content = new OctetContent(head.sealed, 'EnvelopedData')
  content.update(whole.subarray(head.sealed.offset))
  return content.rest
}

const pieces = 1024 * 1024

/** The digests that the signers need, over what was written. */
const judged = async (message: SignedMessage, temporary: string, trust: Trust): Promise<FileVerdict> => {
  const hasher = contentHasher(message, trust.certificates)
  const handle = await open(temporary, 'r')
  try {
    const buffer = Buffer.allocUnsafe(pieces)
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, pieces)
      if (bytesRead === 0) break
      hasher.update(buffer.subarray(0, bytesRead))
    }
  } finally {
    await handle.close()
  }
  return judgeSigners(message, hasher.finish(), trust)
}

/** Who signed the sealed content, or a signed message that was inside; null if nobody did. */
const signatureIn = async (
  head: EnvelopeHead,
  tail: Uint8Array,
  temporary: string,
  trust: Trust,
): Promise<FileVerdict | null> => {
  if (head.kind === 'signed-and-enveloped') {
    const message = { ...signersBehind(tail, head.marks), contentType: head.contentType, content: null }
    return judged(message, temporary, trust)
  }
  if (!head.hasTag && !endsThere(tail, head.marks)) throw new PkiError('EnvelopedData', 'bad-length')
  const inside = await withSource(temporary, headOf)
  return inside?.is === 'signed' && inside.head.content !== null ? verifyFile(temporary, trust) : null
}

/** A wrong key shows as wrong padding or a wrong tag. */
const notOpened = (error: unknown): unknown =>
  error instanceof PkiError && (error.reason === 'bad-padding' || error.structure.startsWith('SM4'))
    ? new AssistantError('document-not-opened', {}, error)
    : error

const opened = async (opening: Opening): Promise<Uint8Array> => {
  try {
    return opensInParts(opening.head) ? await openRunning(opening) : await openWhole(opening)
  } catch (error) {
    throw notOpened(error)
  }
}

const wipe = (key: ContentKey): void => {
  if (key.kind === 'shown') key.key.fill(0)
}

/**
 * Opens a sealed file. The content has a temporary name until its padding or tag is right and nobody's signature on it
 * is wrong.
 */
export const decryptFile = (task: DecryptTask, hands: Hands, progress: Progress): Promise<Decrypted> =>
  withSource(task.path, async (file) => {
    const found = await headOf(file)
    if (found?.is === 'signed') throw new AssistantError('file-not-sealed')
    if (found === null) throw new AssistantError('file-not-known')
    const source = await messageSource(file)
    const key = await hands.openKey(await beginningOf(file))
    try {
      return await withResult(dirname(file.path), privateMode, async (result) => {
        hands.writing(result.temporary)
        const { head } = found
        const tail = await opened({ source, head, key, hands, result, progress })
        const verdict = await signatureIn(head, tail, result.temporary, task.trust)
        if (verdict?.outcome === 'invalid') throw new AssistantError('document-signature-wrong')
        const output = await result.finish(openedNames(basename(file.path), task.mark))
        return { output, verdict }
      })
    } finally {
      wipe(key)
    }
  })
