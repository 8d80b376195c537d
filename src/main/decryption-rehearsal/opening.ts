import type { KeyId, TokenSession } from '../../native/index.ts'
import { type Certificate, OID, PkiError, sm2CiphersIn, sm4CbcDecrypt } from '../../pki/index.ts'
import { type ErrorCode, isAssistantError } from '../../shared/errors/index.ts'
import type { RehearsalVerdict } from '../../shared/models/index.ts'
import { trialEnvelope } from '../certificates/trial-envelope.ts'
import type { SealedFile } from './sealed-file.ts'

type Fault = Extract<RehearsalVerdict, { readonly result: 'fails' }>['reason']

/** What a token says when its key does not open something. Everything else is a trouble of its own. */
const faults: Partial<Readonly<Record<ErrorCode, Fault>>> = {
  'input-invalid': 'not-opened',
  'envelope-broken': 'not-opened',
  'token-refused': 'not-opened',
  'object-missing': 'key-missing',
  'token-lacks': 'token-lacks',
}

const fails = (reason: Fault): RehearsalVerdict => ({ result: 'fails', reason })

const faultOf = (error: unknown): Fault => {
  const fault = isAssistantError(error) ? faults[error.code] : undefined
  if (fault === undefined) throw error
  return fault
}

const isCbc = ({ algorithm, iv }: SealedFile['head']): boolean =>
  algorithm === OID.sm4Cbc || (algorithm === OID.sm4 && iv !== null)

/** The last block, sealed under the one before it. */
const endOf = ({ head, lastBlocks }: SealedFile) =>
  isCbc(head) && lastBlocks !== null ? { iv: lastBlocks.slice(0, 16), data: lastBlocks.slice(16) } : null

/** Whether the end of the content opens with this key. What it says is overwritten unread. */
const judged = (file: SealedFile, key: Uint8Array): RehearsalVerdict => {
  const end = endOf(file)
  if (end === null) return { result: 'opens', proof: 'key' }
  try {
    sm4CbcDecrypt(key, end.iv, end.data).fill(0)
    return { result: 'opens', proof: 'content' }
  } catch (error) {
    if (error instanceof PkiError) return fails('content-damaged')
    throw error
  }
}

/** Some tokens never show the key of an envelope: they open its last block inside. */
const openInside = async (
  session: TokenSession,
  keyId: KeyId,
  file: SealedFile,
  cipher: Uint8Array,
): Promise<RehearsalVerdict> => {
  const end = endOf(file)
  if (end === null) return fails('token-lacks')
  const opened = await session.openEnvelope(keyId, { key: cipher, ...end })
  opened.fill(0)
  return { result: 'opens', proof: 'content' }
}

const shownKey = async (session: TokenSession, keyId: KeyId, cipher: Uint8Array) => {
  try {
    return await session.decrypt(keyId, cipher)
  } catch (error) {
    if (isAssistantError(error) && error.code === 'token-lacks') return null
    throw error
  }
}

const openWith = async (
  session: TokenSession,
  keyId: KeyId,
  file: SealedFile,
  cipher: Uint8Array,
): Promise<RehearsalVerdict> => {
  const key = await shownKey(session, keyId, cipher)
  if (key === null) return openInside(session, keyId, file, cipher)
  try {
    return judged(file, key)
  } finally {
    key.fill(0)
  }
}

/**
 * Opens the key of a file inside the token and the end of its content with it. Old software writes an SM2 ciphertext in
 * several ways, and only the key tells which one it is.
 */
export const openFile = async (
  session: TokenSession,
  keyId: KeyId,
  file: SealedFile,
  encryptedKey: Uint8Array,
): Promise<RehearsalVerdict> => {
  let fault: Fault = 'not-opened'
  for (const cipher of sm2CiphersIn(encryptedKey)) {
    try {
      return await openWith(session, keyId, file, cipher)
    } catch (error) {
      fault = faultOf(error)
    }
  }
  return fails(fault)
}

/** Opens a random message that was sealed to the certificate just now. */
export const openTrial = async (
  session: TokenSession,
  keyId: KeyId,
  { publicKey }: Certificate,
): Promise<RehearsalVerdict> => {
  if (publicKey.type !== 'sm2') return fails('token-lacks')
  const { envelope, isSecret } = trialEnvelope(publicKey.point)
  try {
    const opened = await session.openEnvelope(keyId, envelope)
    return isSecret(opened) ? { result: 'opens', proof: 'trial' } : fails('not-opened')
  } catch (error) {
    return fails(faultOf(error))
  }
}
