import { equalBytes } from '../bytes.ts'
import { context, DerReader, TAG } from '../der/index.ts'
import { OID } from '../oids.ts'
import { PkiError } from '../pki-error.ts'
import { sm3 } from '../sm3/index.ts'
import { readAlgorithm } from '../x509/algorithm.ts'
import { HASHES } from '../x509/hashes.ts'
import type { Certificate } from '../x509/model.ts'
import { parseSignedMessage, verifySignedMessage } from './signed.ts'

/** A time-stamp token (RFC 3161 2.4.2, as GM/T 0033 has it) whose signature was checked. */
export type TimeStamp = {
  readonly at: Date
  readonly algorithm: string
  readonly imprint: Uint8Array
  /** Who made it; null if its signature is wrong. `verifyChain` tells whether to trust it. */
  readonly authority: Certificate | null
  readonly certificates: readonly Certificate[]
}

/** Reads a token and checks its signature, which has to be the only one. */
export function parseTimeStamp(token: Uint8Array): TimeStamp {
  const message = parseSignedMessage(token)
  if (message.contentType !== OID.timeStampInfo || message.content === null)
    throw new PkiError('time stamp', 'bad-value')
  const info = DerReader.of(message.content, 'TSTInfo', 64 * 1024).only(readInfo)
  const [verdict, ...others] = verifySignedMessage(message)
  const right = verdict?.problem === null && !verdict.weak && others.length === 0
  return { ...info, authority: right ? verdict.certificate : null, certificates: message.certificates }
}

function readInfo(outer: DerReader): Pick<TimeStamp, 'at' | 'algorithm' | 'imprint'> {
  const body = outer.sequence()
  if (body.small() !== 1) throw body.error('unsupported-version')
  body.oid()
  const mark = body.sequence()
  const algorithm = readAlgorithm(mark).oid
  const imprint = mark.octets()
  mark.finish()
  body.integerBytes()
  const at = body.time()
  if (body.peek() === TAG.sequence) body.raw() // accuracy
  if (body.peek() === TAG.boolean) body.boolean() // ordering
  if (body.peek() === TAG.integer) body.integerBytes() // nonce
  if (body.peek() === context(0)) body.raw() // name of the authority
  if (body.peek() === context(1)) body.raw() // extensions
  body.finish()
  return { at, algorithm, imprint }
}

/** Whether the token is about this data. A digest that can be forged proves nothing. */
export function timeStampMatches({ algorithm, imprint }: TimeStamp, data: Uint8Array): boolean {
  const hash = algorithm === OID.sm3 ? sm3 : algorithm === OID.sha1 ? undefined : HASHES[algorithm]
  return hash !== undefined && equalBytes(hash(data), imprint)
}
