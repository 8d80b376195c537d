import { statementPrefix } from '../../../shared/web-signing/statement.ts'
import { isStructure } from '../../files/structure.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const [prefix, byteOrderMark] = [utf8(statementPrefix), utf8('\ufeff')]

const beginsWith = (bytes: Uint8Array, start: Uint8Array): boolean =>
  start.every((byte, at) => bytes[at] === byte)

/** Whether these bytes could pass for one of our own statements, which name a site; many readers skip the mark. */
const isStatement = (bytes: Uint8Array): boolean => {
  const text = beginsWith(bytes, byteOrderMark) ? bytes.subarray(byteOrderMark.length) : bytes
  return beginsWith(text, prefix)
}

/** What a page of an older client may not have signed: it would be a signature for something else. */
export const isNeverSigned = (bytes: Uint8Array, length = bytes.length): boolean =>
  isStatement(bytes) || isStructure(bytes, length)
