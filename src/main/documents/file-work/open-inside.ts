import { concat, type EnvelopeHead, OctetContent, PkiError } from '../../../pki/index.ts'
import type { Hands } from './hands.ts'

/** Opens a content in parts inside a token that never shows the key. Each part costs the token one use of its key. */
export type InsideOpener = {
  update(part: Uint8Array): Promise<Uint8Array>
  finish(): Promise<{ readonly last: Uint8Array; readonly tail: Uint8Array }>
}

const block = 16
/** Vendors' libraries take this much at once. */
const partLength = 64 * 1024

export const openInside = (head: EnvelopeHead, hands: Pick<Hands, 'openPart'>): InsideOpener => {
  const content = new OctetContent(head.sealed, 'EnvelopedData')
  let iv = head.iv ?? new Uint8Array(block)
  let rest: Uint8Array = new Uint8Array()

  /** CBC goes on from the last block of the part before. */
  const open = async (data: Uint8Array, last: boolean): Promise<Uint8Array> => {
    const plain = await hands.openPart(iv, data, last)
    iv = Uint8Array.from(data.subarray(-block))
    return plain
  }
  return {
    update: async (part) => {
      rest = concat(rest, content.update(part))
      const plain: Uint8Array[] = []
      // The last block stays behind, because it holds the padding.
      while (rest.length > partLength) {
        plain.push(await open(rest.subarray(0, partLength), false))
        rest = rest.subarray(partLength)
      }
      return concat(...plain)
    },
    finish: async () => {
      if (!content.ended) throw new PkiError('EnvelopedData', 'truncated')
      if (rest.length === 0 || rest.length % block !== 0) throw new PkiError('SM4 ciphertext', 'bad-length')
      return { last: await open(rest, true), tail: content.rest }
    },
  }
}
