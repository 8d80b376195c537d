/**
 * SM3 (GB/T 32905) in little code, so that a large file need not travel to the assistant. That of src/pki is several
 * times as fast and, unrolled as it is, would be most of what a page has to load.
 */
const initial = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const

const turn = (x: number, n: number): number => (x << (n & 31)) | (x >>> (32 - (n & 31)))
const p0 = (x: number): number => x ^ turn(x, 9) ^ turn(x, 17)
const p1 = (x: number): number => x ^ turn(x, 15) ^ turn(x, 23)

const expand = (w: Int32Array, view: DataView, at: number): void => {
  const word = (i: number): number => w[i] ?? 0
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i)
  for (let i = 16; i < 68; i++)
    w[i] = p1(word(i - 16) ^ word(i - 9) ^ turn(word(i - 3), 15)) ^ turn(word(i - 13), 7) ^ word(i - 6)
}

const compress = (state: Int32Array, w: Int32Array): void => {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let j = 0; j < 64; j++) {
    const early = j < 16
    const a12 = turn(a, 12)
    const ss1 = turn((a12 + e + turn(early ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7)
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g)
    const now = w[j] ?? 0
    const tt1 = (ff + d + (ss1 ^ a12) + (now ^ (w[j + 4] ?? 0))) | 0
    const tt2 = (gg + h + ss1 + now) | 0
    d = c
    c = turn(b, 9)
    b = a
    a = tt1
    h = g
    g = turn(f, 19)
    f = e
    e = p0(tt2)
  }
  const mixed = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = (state[i] ?? 0) ^ (mixed[i] ?? 0)
}

/** SM3 of chunks as they come, as 64 hexadecimal digits in capitals, and how many bytes there were. */
export const createSm3 = () => {
  const state = Int32Array.from(initial)
  const w = new Int32Array(68)
  const block = new Uint8Array(64)
  let length = 0

  const mix = (view: DataView, at: number): void => {
    expand(w, view, at)
    compress(state, w)
  }

  const blockView = new DataView(block.buffer)
  const take = (bytes: Uint8Array): void => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    for (let at = 0; at < bytes.length; ) {
      const filled = length % 64
      const part = Math.min(64 - filled, bytes.length - at)
      if (part === 64) mix(view, at)
      else block.set(bytes.subarray(at, at + part), filled)
      at += part
      length += part
      if (part < 64 && length % 64 === 0) mix(blockView, 0)
    }
  }

  const end = (): { readonly sm3: string; readonly length: number } => {
    const total = length
    const tail = new Uint8Array(
      ((total + 8) % 64 < total % 64 || total % 64 === 56 ? 128 : 64) - (total % 64),
    )
    tail[0] = 0x80
    const view = new DataView(tail.buffer)
    view.setUint32(tail.length - 8, Math.floor(total / 2 ** 29))
    view.setUint32(tail.length - 4, (total * 8) >>> 0)
    take(tail)
    const digits = [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0'))
    return { sm3: digits.join('').toUpperCase(), length: total }
  }

  return { take, end }
}
