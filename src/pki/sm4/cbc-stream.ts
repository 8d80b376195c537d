import { concat } from '../bytes.ts'
import { sm4CbcDecrypt, sm4CbcEncrypt } from './index.ts'

/** SM4-CBC over data that comes in parts. */
export type Sm4CbcStream = {
  /** What the next part gives. */
  update(part: Uint8Array): Uint8Array
  /** The last of it, padded when it encrypts. Damaged padding is refused when it decrypts. */
  finish(): Uint8Array
}

const BLOCK = 16

type Step = (iv: Uint8Array, blocks: Uint8Array) => { readonly out: Uint8Array; readonly next: Uint8Array }

/** `keep`: how many bytes the end needs, whole blocks among them. */
function stream(
  key: Uint8Array,
  iv: Uint8Array,
  keep: 0 | 1,
  step: Step,
  last: (chain: Uint8Array, rest: Uint8Array) => Uint8Array,
): Sm4CbcStream {
  let chain = Uint8Array.from(iv)
  let rest = new Uint8Array()
  return {
    update: (part) => {
      const data = rest.length === 0 ? part : concat(rest, part)
      const whole = Math.max(0, Math.floor((data.length - keep) / BLOCK)) * BLOCK
      // Copies, also of a Buffer: a caller may use the place of a part again.
      if (whole === 0) {
        rest = Uint8Array.from(data)
        return new Uint8Array()
      }
      const { out, next } = step(chain, data.subarray(0, whole))
      chain = Uint8Array.from(next)
      rest = Uint8Array.from(data.subarray(whole))
      return out
    },
    finish: () => {
      const out = last(chain, rest)
      key.fill(0)
      rest.fill(0)
      return out
    },
  }
}

/** Encrypts with padding. */
export function sm4CbcEncryption(givenKey: Uint8Array, iv: Uint8Array): Sm4CbcStream {
  const key = Uint8Array.from(givenKey)
  const step: Step = (chain, blocks) => {
    const out = sm4CbcEncrypt(key, chain, blocks, 'none')
    return { out, next: out.subarray(-BLOCK) }
  }
  return stream(key, iv, 0, step, (chain, rest) => sm4CbcEncrypt(key, chain, rest))
}

/** Decrypts what was padded. The last block stays behind until the end, because it holds the padding. */
export function sm4CbcDecryption(givenKey: Uint8Array, iv: Uint8Array): Sm4CbcStream {
  const key = Uint8Array.from(givenKey)
  const step: Step = (chain, blocks) => ({
    out: sm4CbcDecrypt(key, chain, blocks, 'none'),
    next: blocks.subarray(-BLOCK),
  })
  return stream(key, iv, 1, step, (chain, rest) => sm4CbcDecrypt(key, chain, rest))
}
