import { basename, dirname } from 'node:path'
import {
  type Certificate,
  randomBytes,
  type Signers,
  sealedFrame,
  signerOfContent,
  sm4CbcEncryption,
} from '../../../pki/index.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import { isStructure } from '../../files/structure.ts'
import type { FileSigner, Hands } from './hands.ts'
import { withResult } from './result-file.ts'
import { messageNames } from './result-names.ts'
import { canSign, signedBy } from './signature-check.ts'
import { type Progress, type Source, withSource } from './source.ts'

export type EncryptTask = {
  readonly path: string
  readonly recipients: readonly Certificate[]
  readonly signer: FileSigner | null
}

const publicMode = 0o666
const headLength = 1024 * 1024

type Step = (done: number) => void

/**
 * SignedAndEnvelopedData signs the content itself. Such a signature over a certificate, a request or the attributes of
 * a message would be one under that, so these are refused.
 */
const signersOf = async (source: Source, signer: FileSigner, hands: Hands, told: Step): Promise<Signers> => {
  if (!canSign(signer)) throw new AssistantError('document-signer-unsuitable')
  if (isStructure(await source.beginning(headLength), source.size))
    throw new AssistantError('document-is-structure')
  const content = signerOfContent(signer.certificate)
  let done = 0
  for await (const part of source.parts()) {
    content.update(part)
    done += part.length
    told(done)
  }
  await source.mustBeUnchanged()
  const info = await signedBy(hands, signer, content.finish())
  return { certificates: [signer.certificate, ...signer.chain], infos: [info] }
}

/** Encrypts a file to the holders of certificates, and signs it if there is a signer. Returns the result's path. */
export const encryptFile = (task: EncryptTask, hands: Hands, progress: Progress): Promise<string> =>
  withSource(task.path, async (source) => {
    const { recipients, signer } = task
    const { size } = source
    const passes = signer === null ? 1 : 2
    const signers =
      signer === null
        ? undefined
        : await signersOf(source, signer, hands, (done) => progress(done / passes, size))
    const [key, iv] = [randomBytes(16), randomBytes(16)]
    try {
      const { head, tail } = sealedFrame(size, { recipients, key, iv }, signers)
      return await withResult(dirname(source.path), publicMode, async (result) => {
        hands.writing(result.temporary)
        await result.write(head)
        const encryption = sm4CbcEncryption(key, iv)
        let done = 0
        for await (const part of source.parts()) {
          await result.write(encryption.update(part))
          done += part.length
          progress(((passes - 1) * size + done) / passes, size)
        }
        await result.write(encryption.finish())
        await source.mustBeUnchanged()
        if (done !== size) throw new AssistantError('document-changed')
        await result.write(tail)
        return result.finish(messageNames(basename(source.path)))
      })
    } finally {
      key.fill(0)
    }
  })
