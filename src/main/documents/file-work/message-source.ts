import { derOf, ENVELOPE_HEAD } from '../../../pki/index.ts'
import { derOfText, isBinary, type MessageHead, messageHead } from './message-head.ts'
import { pieceLength, type Source, wholeOf } from './source.ts'

/** A message that is written as text is read as a whole. */
const largestText = 256 * 1024 * 1024

/** The bytes of a message, whether its file has them or a text of them. */
export type MessageSource = Pick<Source, 'size' | 'parts' | 'beginning' | 'mustBeUnchanged'>

async function* piecesOf(bytes: Uint8Array, from: number, to: number): AsyncGenerator<Buffer, void> {
  for (let at = from; at < to; at += pieceLength)
    yield Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(pieceLength, to - at))
}

export const messageSource = async (source: Source): Promise<MessageSource> => {
  if (isBinary(await source.beginning(1))) return source
  const bytes = derOf(await wholeOf(source, largestText), largestText)
  return {
    size: bytes.length,
    parts: (from = 0, to = bytes.length) => piecesOf(bytes, from, to),
    beginning: async (length) => Buffer.from(bytes.subarray(0, length)),
    mustBeUnchanged: source.mustBeUnchanged,
  }
}

/** The first bytes of a message in DER or BER; of another file, whatever it begins with. */
export const beginningOf = async (source: Pick<Source, 'beginning'>): Promise<Uint8Array> => {
  const bytes = await source.beginning(ENVELOPE_HEAD)
  return isBinary(bytes) ? bytes : derOfText(bytes)
}

/** What the beginning of a file tells, if it is a message. */
export const headOf = async (source: Pick<Source, 'beginning'>): Promise<MessageHead | null> =>
  messageHead(await beginningOf(source))
