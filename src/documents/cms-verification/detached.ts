import { cmsKind, contentHasher, parseSignedMessage, type SignedMessage, Sm3, sm3 } from '../../pki/index.ts'
import { reason } from '../../shared/documents/reasons.ts'
import type { FileVerdict } from '../../shared/documents/verdict.ts'
import { concludedFile } from '../judgement/signature-verdict.ts'
import type { Trust } from '../judgement/trust.ts'
import { guarded, judgeSigners } from './verify-cms.ts'

/** A verification that takes the signed file piece by piece, so that its size does not matter. */
export type DetachedVerification = {
  readonly update: (piece: Uint8Array) => void
  readonly finish: () => FileVerdict
}

const settled = (verdict: FileVerdict): DetachedVerification => ({ update: () => {}, finish: () => verdict })

/** A message that brings its content along signs the file only if the file is that content. */
const compared = (message: SignedMessage, content: Uint8Array, trust: Trust): DetachedVerification => {
  const running = new Sm3()
  return {
    update: (piece) => void running.update(piece),
    finish: () => {
      const same = Buffer.from(sm3(content)).equals(running.digest())
      if (same) return guarded(() => judgeSigners(message, null, trust))
      return concludedFile({ kind: 'cms', signatures: [], reasons: [reason('content-inside')] })
    },
  }
}

const read = (signature: Uint8Array): SignedMessage | FileVerdict => {
  let message: SignedMessage | null = null
  const refused = guarded(() => {
    if (cmsKind(signature) !== 'signed')
      return concludedFile({ kind: null, signatures: [], reasons: [reason('not-a-document')] })
    message = parseSignedMessage(signature)
    return concludedFile({ kind: 'cms', signatures: [], reasons: [] })
  })
  return message ?? refused
}

/** Begins to verify a signature that stands in a file of its own. */
export const detachedVerification = (signature: Uint8Array, trust: Trust): DetachedVerification => {
  const message = read(signature)
  if ('outcome' in message) return settled(message)
  if (message.content !== null) return compared(message, message.content, trust)
  const hasher = contentHasher(message, trust.certificates)
  return {
    update: hasher.update,
    finish: () => guarded(() => judgeSigners(message, hasher.finish(), trust)),
  }
}
