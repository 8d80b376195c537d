import { createHash } from 'node:crypto'
import {
  type Certificate,
  parseEnvelopedMessage,
  Sm3,
  sm2VerifyDigest,
  sm2Z,
  verifySignedMessage,
} from '../../../pki/index.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import { openedNameOf, sealedNameOf } from '../files/file-names.ts'
import { heardBy, kept, type PickedFile, refuseUnsignable, sealedFor, signedBy } from '../files/intake.ts'
import { shownFile } from '../files/page-files.ts'
import type { Wish } from '../keys.ts'
import { isFor, openMessage } from '../opening.ts'
import { signCms, signDigest, signFileDigest } from '../signing.ts'
import { hexOf } from '../statements.ts'
import { base64 } from './args.ts'
import { decryptData, mustBeLoggedIn, signed, signedMessageIn } from './key-calls.ts'
import { type Digest, digests, mustBeRight } from './own-data.ts'
import type { SofSession, SofUser } from './session.ts'
import { SOR, SofError } from './sof-error.ts'

// Functions for files. The page's path is a word to show; the person picks the file in the assistant's own window.

const wishOver = (file: PickedFile, work: Wish<string>['work']): Wish<string> => ({
  ...{ purpose: 'sign', use: 'sign', content: shownFile(file), loose: true, work },
  digest: () => hexOf(file.sm3),
})

/** What a signature of this certificate's key is over, while the file is read. */
const hashFor = ({ publicKey }: Certificate): (() => Digest) => {
  if (publicKey.type === 'sm2') return () => new Sm3().update(sm2Z(publicKey.point))
  if (publicKey.type === 'rsa') return () => createHash('sha256')
  throw new SofError(SOR.noKey)
}

const toSign = (session: SofSession, user: SofUser, path: unknown) => {
  mustBeLoggedIn(session, user)
  return { purpose: 'sign', path, tokenId: user.signing.view.tokenId } as const
}

/** SOF_SignFile: the bare signature. The file is read once, so what is signed is what was shown. */
export const signFile = async (session: SofSession, user: SofUser, path: unknown): Promise<string> => {
  const { certificate } = user.signing
  const wish = toSign(session, user, path)
  const file = await session.page.files.pick(wish, signedBy(hashFor(certificate)))
  const digest = file.heard.digest()
  const work: Wish<string>['work'] = async (token, hand, one) =>
    base64((await signDigest(token, hand, one, digest)).bytes)
  return signed(session, user, wishOver(file, work))
}

/** A SignedData without the file in it. Its attributes name the digest, so the file may be of any length. */
export const signFileApart = async (session: SofSession, user: SofUser, path: unknown): Promise<string> => {
  const { files } = session.page
  const file = await files.pick(toSign(session, user, path), heardBy(noMore))
  const parts = { sm3: file.sm3, chain: [], signingTime: session.parts.now() }
  const work: Wish<string>['work'] = async (token, hand, one) =>
    base64(await signFileDigest(token, hand, one, parts))
  return signed(session, user, wishOver(file, work))
}

/** A SignedData with the file in it. */
export const signFileWhole = async (session: SofSession, user: SofUser, path: unknown): Promise<string> => {
  const { files } = session.page
  const file = await files.pick(toSign(session, user, path), kept(refuseUnsignable))
  const parts = { content: file.bytes, chain: [], detached: false, signingTime: null }
  const work: Wish<string>['work'] = async (token, hand, one) =>
    base64(await signCms(token, hand, one, parts))
  return signed(session, user, wishOver(file, work))
}

const noMore = () => ({ update: () => undefined })

/** The check of a bare signature, while the file is read. */
const checkFor = ({ publicKey }: Certificate) => {
  if (publicKey.type !== 'sm2') throw new SofError(SOR.notSupported)
  const { point } = publicKey
  return {
    listener: () => new Sm3().update(sm2Z(point)),
    verdict: (heard: Sm3, signature: Uint8Array) => sm2VerifyDigest(point, heard.digest(), signature),
  }
}

/** SOF_VerifySignedFile. The page hears of the file only whether this signature belongs to it. */
export const verifyFile = async (
  session: SofSession,
  certificate: Certificate,
  path: unknown,
  signature: Uint8Array,
): Promise<true> => {
  const { files } = session.page
  const { listener, verdict } = checkFor(certificate)
  const file = await files.pick({ purpose: 'verify', path, tokenId: null }, heardBy(listener))
  await files.confirm('verify', file)
  if (verdict(file.heard, signature)) return true
  throw new SofError(SOR.verifyFailed)
}

/** The same for a SignedData. Only one without attributes is checked against the whole file. */
export const verifyFileMessage = async (
  session: SofSession,
  message: Uint8Array,
  path: unknown,
): Promise<true> => {
  const { files } = session.page
  const read = signedMessageIn(message)
  const wish = { purpose: 'verify', path, tokenId: null } as const
  const needsAll = read.signers.some(({ attributesDer }) => attributesDer === null)
  const file = await (needsAll ? files.pick(wish, kept()) : files.pick(wish, heardBy(noMore)))
  await files.confirm('verify', file)
  const content = 'bytes' in file ? { content: file.bytes } : { sm3: file.sm3 }
  // A content inside would be checked against itself.
  return mustBeRight(verifySignedMessage({ ...read, content: null }, { content }))
}

/** The digest of a file, in base64. */
export const hashFile = async (session: SofSession, algorithm: number, path: unknown): Promise<string> => {
  const { files } = session.page
  const digest = digests.get(algorithm)
  if (digest === undefined) throw new SofError(SOR.notSupported)
  const file = await files.pick({ purpose: 'digest', path, tokenId: null }, heardBy(digest))
  await files.confirm('digest', file)
  return base64(file.heard.digest())
}

/** SOF_EncryptFile: the person saves what was sealed. */
export const encryptFile = async (
  session: SofSession,
  certificate: Certificate,
  path: unknown,
  wished: unknown,
): Promise<true> => {
  const { files } = session.page
  const { publicKey, use } = certificate
  if (publicKey.type !== 'sm2' || use === 'signing') throw new SofError(SOR.noKey)
  const file = await files.pick({ purpose: 'encrypt', path, tokenId: null }, sealedFor(certificate))
  await files.save('encrypt', { name: sealedNameOf(file.name, wished), bytes: file.sealed })
  return true
}

const envelopeIn = (bytes: Uint8Array) => {
  try {
    return parseEnvelopedMessage(bytes)
  } catch (error) {
    throw new AssistantError('file-not-known', {}, error)
  }
}

/** SOF_DecryptFile: the person saves what was in it, and the page gets none of it. */
export const decryptFile = async (
  session: SofSession,
  user: SofUser,
  path: unknown,
  wished: unknown,
): Promise<true> => {
  const { page } = session
  const { encryption } = user
  mustBeLoggedIn(session, user)
  if (encryption === null) throw new SofError(SOR.noKey)
  const mustBeForIt = (bytes: Uint8Array): void => {
    if (!isFor(envelopeIn(bytes), encryption)) throw new AssistantError('file-not-for-you')
  }
  const { tokenId } = encryption.view
  const file = await page.files.pick({ purpose: 'decrypt', path, tokenId }, kept(mustBeForIt))
  const message = envelopeIn(file.bytes)
  const wish: Wish<Uint8Array> = {
    ...{ purpose: 'decrypt', use: 'encrypt', loose: false, content: shownFile(file) },
    digest: () => hexOf(file.sm3),
    work: (token, hand, one) => openMessage(token, hand, one, message),
  }
  const bytes = await page.withKey(wish, page.nameOf(encryption))
  await page.files.save('decrypt', { name: openedNameOf(file.name, wished), bytes })
  return true
}

/** The same for a message that the page brings. */
export const decryptToFile = async (
  session: SofSession,
  user: SofUser,
  message: Uint8Array,
  wished: unknown,
): Promise<true> => {
  const bytes = await decryptData(session, user, message)
  await session.page.files.save('decrypt', { name: openedNameOf('file', wished), bytes })
  return true
}
