import { Buffer } from 'node:buffer'
import { PkiError, parseSignedMessage, sm2CiphersIn, sm3 } from '../../../pki/index.ts'
import { isAssistantError } from '../../../shared/errors/index.ts'
import type { PromptContent } from '../../../shared/models/index.ts'
import { longestShownText } from '../../../shared/prompt/model.ts'
import { visibleLines } from '../../../shared/visible.ts'
import type { Wish } from '../keys.ts'
import { isFor, openMessage, readEnvelope } from '../opening.ts'
import { signCms, signMessage } from '../signing.ts'
import type { Usable } from '../site-certificates.ts'
import { hexOf } from '../statements.ts'
import { isNeverSigned } from './never-signed.ts'
import type { SofSession, SofUser } from './session.ts'
import { isIn } from './session.ts'
import { SOR, SofError } from './sof-error.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

const textIn = (bytes: Uint8Array): string | null => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    // Random bytes may be valid letters; nobody could read them.
    return text.length <= longestShownText && !/[^\P{C}\n\r\t]/u.test(text) ? text : null
  } catch {
    return null
  }
}

/** What the person sees of bytes that a page wants signed: the text if it is one. */
const shown = (bytes: Uint8Array): PromptContent => {
  const text = textIn(bytes)
  if (text !== null) return { kind: 'text', text: visibleLines(text) }
  return { kind: 'file', name: null, length: bytes.length, sm3: hexOf(sm3(bytes)) }
}

const digestOf = (bytes: Uint8Array) => () => hexOf(sm3(bytes))

const signingWish = (bytes: Uint8Array, work: Wish<string>['work']): Wish<string> => ({
  ...{ purpose: 'sign', use: 'sign', content: shown(bytes), loose: true },
  digest: digestOf(bytes),
  work,
})

/** Pages of some clients log in before they use a key. */
export const mustBeLoggedIn = (session: SofSession, user: SofUser): void => {
  if (session.logsIn && !isIn(session, user)) throw new SofError(SOR.notLoggedIn)
}

/** Only what the page is logged in for, and nothing that would be a signature for something else. */
const mustBeSignable = (session: SofSession, user: SofUser, bytes: Uint8Array): void => {
  mustBeLoggedIn(session, user)
  if (isNeverSigned(bytes)) throw new SofError(SOR.inputData)
}

export const signed = async (session: SofSession, user: SofUser, wish: Wish<string>): Promise<string> => {
  const { page } = session
  const value = await page.withKey(wish, page.nameOf(user.signing))
  session.lastSigner = user.certId
  return value
}

/** SOF_Login: opens our own prompt. The PIN that the page sent was never read. */
export const logIn = async (session: SofSession, user: SofUser): Promise<true> => {
  const { page } = session
  const wish: Wish<true> = {
    ...{ purpose: 'sign-in', use: 'sign', content: null, loose: true, opens: true },
    digest: () => null,
    work: async () => true,
  }
  session.loggedIn.delete(user.certId)
  const answer = await page.withKey(wish, page.nameOf(user.signing))
  session.loggedIn.add(user.certId)
  session.lastLogin = user.certId
  return answer
}

/** SOF_SignData: the bare signature, in DER for SM2. */
export const signData = (session: SofSession, user: SofUser, bytes: Uint8Array): Promise<string> => {
  mustBeSignable(session, user, bytes)
  return signed(
    session,
    user,
    signingWish(bytes, async (token, hand, one) =>
      base64((await signMessage(token, hand, one, bytes)).bytes),
    ),
  )
}

/** SOF_SignMessage: a SignedData without attributes, with its content or without. */
export const signContent = (
  session: SofSession,
  user: SofUser,
  bytes: Uint8Array,
  detached: boolean,
): Promise<string> => {
  mustBeSignable(session, user, bytes)
  return signed(
    session,
    user,
    signingWish(bytes, async (token, hand, one) =>
      base64(await signCms(token, hand, one, { content: bytes, chain: [], detached, signingTime: null })),
    ),
  )
}

const opening = (
  session: SofSession,
  user: SofUser,
  bytes: Uint8Array,
  work: Wish<Uint8Array>['work'],
  fits?: (one: Usable) => boolean,
): Promise<Uint8Array> => {
  mustBeLoggedIn(session, user)
  if (user.encryption === null) throw new SofError(SOR.noKey)
  const wish: Wish<Uint8Array> = {
    ...{ purpose: 'decrypt', use: 'encrypt', loose: false, work },
    content: { kind: 'file', name: null, length: bytes.length, sm3: hexOf(sm3(bytes)) },
    digest: digestOf(bytes),
    ...(fits === undefined ? {} : { fits }),
  }
  return session.page.withKey(wish, session.page.nameOf(user.encryption))
}

/** SOF_DecryptData: opens an EnvelopedData. */
export const decryptData = (session: SofSession, user: SofUser, bytes: Uint8Array): Promise<Uint8Array> => {
  const message = readEnvelope(bytes)
  return opening(
    session,
    user,
    bytes,
    (token, hand, one) => openMessage(token, hand, one, message),
    (one) => isFor(message, one),
  )
}

/** SOF_PriKeyDecrypt: opens one SM2 ciphertext. */
export const decryptCipher = (session: SofSession, user: SofUser, bytes: Uint8Array): Promise<Uint8Array> =>
  opening(session, user, bytes, async (token, { keyId }) => {
    for (const cipher of sm2CiphersIn(bytes)) {
      try {
        return await token.decrypt(keyId, cipher)
      } catch (error) {
        if (!isAssistantError(error) && !(error instanceof PkiError)) throw error
      }
    }
    throw new SofError(SOR.inputData)
  })

/** A SignedData that a page brought. */
export const signedMessageIn = (bytes: Uint8Array) => {
  try {
    return parseSignedMessage(bytes)
  } catch (error) {
    if (error instanceof PkiError) throw new SofError(SOR.inputData, error)
    throw error
  }
}
