import { createHash, randomBytes } from 'node:crypto'
import {
  type Certificate,
  OID,
  type SignerVerdict,
  Sm3,
  sealMessage,
  sm2Encrypt,
  verifySignature,
  verifySignedMessage,
} from '../../../pki/index.ts'
import { base64, bytes, certificate, number, type SofArgs, text, utf8 } from './args.ts'
import { signedMessageIn } from './key-calls.ts'
import { SOR, SofError } from './sof-error.ts'

// What needs nothing but the data that the page brings: no token, and nobody's word.

const isRight = ({ publicKey }: Certificate, message: Uint8Array, signature: Uint8Array): boolean =>
  verifySignature(publicKey, publicKey.type === 'sm2' ? OID.sm2Signature : OID.rsaSha256, message, signature)

export const certified = (args: SofArgs, message: Uint8Array): boolean => {
  if (isRight(certificate(args, 0), message, bytes(args, 2))) return true
  throw new SofError(SOR.verifyFailed)
}

/** Pages check old documents too, so a right signature counts even if it rests on SHA-1 (`weak`). */
export const mustBeRight = (verdicts: readonly SignerVerdict[]): true => {
  if (verdicts.every(({ problem }) => problem === null)) return true
  throw new SofError(SOR.verifyFailed)
}

export const messageVerifies = (args: SofArgs, content: Uint8Array): boolean => {
  const message = signedMessageIn(bytes(args, 0))
  return mustBeRight(verifySignedMessage(message, message.content === null ? { content: { content } } : {}))
}

/** 1 the content, 2 the signer's certificate, 3 the signature. */
export const infoOf = (args: SofArgs): string => {
  const { content, certificates, signers } = signedMessageIn(bytes(args, 0))
  switch (number(args, 1)) {
    case 1:
      return content === null ? '' : Buffer.from(content).toString('utf8')
    case 2:
      return certificates[0] === undefined ? '' : base64(certificates[0].raw)
    case 3:
      return signers[0] === undefined ? '' : base64(signers[0].signature)
    default:
      throw new SofError(SOR.inputData)
  }
}

export type Digest = { update(part: Uint8Array): unknown; digest(): Uint8Array }

/** SGD numbers of GM/T 0006. */
export const digests: ReadonlyMap<number, () => Digest> = new Map<number, () => Digest>([
  [1, () => new Sm3()],
  [2, () => createHash('sha1')],
  [4, () => createHash('sha256')],
])

export const digested = (args: SofArgs): string => {
  const digest = digests.get(number(args, 0))?.()
  if (digest === undefined) throw new SofError(SOR.notSupported)
  digest.update(utf8(text(args, 1)))
  return base64(digest.digest())
}

const mostRandom = 4_096

export const random = (args: SofArgs): string => {
  const length = number(args, 0)
  if (length < 1 || length > mostRandom) throw new SofError(SOR.inputData)
  return randomBytes(length).toString('base64')
}

export const sealed = (args: SofArgs): string =>
  base64(sealMessage(utf8(text(args, 1)), [certificate(args, 0)]))

export const encrypted = (args: SofArgs): string => {
  const { publicKey } = certificate(args, 0)
  if (publicKey.type !== 'sm2') throw new SofError(SOR.notSupported)
  return base64(sm2Encrypt(publicKey.point, utf8(text(args, 1))))
}
