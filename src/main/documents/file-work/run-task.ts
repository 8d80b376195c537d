import type { Trust } from '../../../documents/index.ts'
import { PkiError, parseCertificate, parseCrl } from '../../../pki/index.ts'
import { assertNever } from '../../../shared/assert-never.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import { decryptFile } from './decrypt-file.ts'
import { encryptFile } from './encrypt-file.ts'
import type { Hands } from './hands.ts'
import type { FileResult, FileTask, SignerBytes, TrustBytes } from './messages.ts'
import { signFile } from './sign-file.ts'
import type { Progress } from './source.ts'
import { stampFile } from './stamp-file.ts'
import { verifyPair } from './verify-file.ts'

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

const done = async (task: FileTask, hands: Hands, progress: Progress): Promise<FileResult> => {
  switch (task.kind) {
    case 'verify':
      return { kind: 'verified', verdict: await verifyPair(task, trustOf(task.trust), progress) }
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
