import { documentKind } from '../../documents/index.ts'
import { ENVELOPE_HEAD } from '../../pki/index.ts'
import type { DocumentContent } from '../../shared/documents/model.ts'
import { derOfText, isBinary, messageHead } from './file-work/message-head.ts'
import { withSource } from './file-work/source.ts'

/** An archive shows what it is at its end, a message at its beginning. */
const endLength = 22 + 65_535
const headLength = 64 * 1024

const ofMessage = (head: Uint8Array): DocumentContent | null => {
  const found = messageHead(head)
  if (found === null) return null
  if (found.is === 'sealed') return 'sealed'
  return found.head.content === null ? 'signature' : 'signed'
}

const ofdEntry = Buffer.from('OFD.xml', 'latin1')

/** What the first and the last bytes of a file tell; its name counts for nothing. */
export const contentOf = (head: Uint8Array, end: Uint8Array): DocumentContent => {
  const message = ofMessage(isBinary(head) ? head : derOfText(head))
  if (message !== null) return message
  const kind = documentKind(Buffer.concat([head, end]))
  if (kind === 'pdf') return 'pdf'
  // An OFD is an archive that names OFD.xml in the list at its end; other archives are other files.
  return kind === 'ofd' && Buffer.from(end).includes(ofdEntry) ? 'ofd' : 'other'
}

export type LookedAt = { readonly size: number; readonly content: DocumentContent }

/** Looks at a file without reading all of it. */
export const lookAt = (path: string): Promise<LookedAt> =>
  withSource(path, async (source) => {
    const { size } = source
    const head = await source.beginning(Math.min(size, headLength))
    const end: Buffer[] = []
    for await (const part of source.parts(Math.max(0, size - endLength))) end.push(Buffer.from(part))
    const last = Buffer.concat(end)
    const content = contentOf(head, last)
    // Who may open a file can fill more than the first bytes.
    if (content === 'other' && isBinary(head) && size > headLength)
      return { size, content: ofMessage(await source.beginning(ENVELOPE_HEAD)) ?? 'other' }
    return { size, content }
  })
