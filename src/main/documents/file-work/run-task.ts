import type { Trust } from '../../../documents/index.ts'
import { PkiError, parseCertificate, parseCrl } from '../../../pki/index.ts'
import { assertNever } from '../../../shared/assert-never.ts'
import type { FileVerdict } from '../../../shared/documents/verdict.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import { decryptFile } from './decrypt-file.ts'
import { encryptFile } from './encrypt-file.ts'
import type { Hands } from './hands.ts'
import type { FileResult, FileTask, SignerBytes, TrustBytes } from './messages.ts'
import { signFile } from './sign-file.ts'
import { type Progress, wholeOf, withSource } from './source.ts'
import { stampFile } from './stamp-file.ts'
import { verifyDetached, verifyFile } from './verify-file.ts'

const largestSignature = 256 * 1024 * 1024

const signerOf = ({ certificate, chain }: SignerBytes) => ({
  certificate: parseCertificate(certificate),
  chain: chain.map((one) => parseCertificate(one)),
})

const trustOf = ({ roots, certificates, crls, now }: TrustBytes): Trust => ({
  roots: roots.map((one) => parseCertificate(one)),
  certificates: certificates.map((one) => parseCertificate(one)),
  crls: crls.map((one) => parseCrl(one)),
  now,
})

const verified = async (
  { path, signature, own, trust: bytes }: Extract<FileTask, { readonly kind: 'verify' }>,
  progress: Progress,
): Promise<FileVerdict> => {
  const trust = trustOf(bytes)
  if (signature === null) return verifyFile(path, trust, progress)
  if (own) {
    const verdict = await verifyFile(path, trust, progress)
    if (verdict.outcome !== 'unsigned') return verdict
  }
  const message = await withSource(signature, (source) => wholeOf(source, largestSignature))
  return verifyDetached(path, message, trust, progress)
}

const done = async (task: FileTask, hands: Hands, progress: Progress): Promise<FileResult> => {
  switch (task.kind) {
    case 'verify':
      return { kind: 'verified', verdict: await verified(task, progress) }
    case 'sign':
      return {
        kind: 'signed',
        output: await signFile({ ...task, signer: signerOf(task.signer) }, hands, progress),
      }
    case 'stamp': {
      const stamped = { ...task, signer: signerOf(task.signer), trust: trustOf(task.trust) }
      return { kind: 'signed', output: await stampFile(stamped, hands, progress) }
    }
    case 'encrypt': {
      const recipients = task.recipients.map((one) => parseCertificate(one))
      const signer = task.signer && signerOf(task.signer)
      return {
        kind: 'encrypted',
        output: await encryptFile({ ...task, recipients, signer }, hands, progress),
      }
    }
    case 'decrypt': {
      const { output, verdict } = await decryptFile({ ...task, trust: trustOf(task.trust) }, hands, progress)
      return { kind: 'decrypted', output, verdict }
    }
    default:
      return assertNever(task)
  }
}

/** Does one piece of work on one file. A message that cannot be read is told as damaged. */
export const runTask = async (task: FileTask, hands: Hands, progress: Progress): Promise<FileResult> => {
  try {
    return await done(task, hands, progress)
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError('document-damaged', {}, error) : error
  }
}
