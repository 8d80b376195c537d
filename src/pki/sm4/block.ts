import { PkiError } from '../pki-error.ts'

// GB/T 32907 6.2: the S-box, in rows of 16.
const SBOX_TEXT =
  'd690e9fecce13db716b614c228fb2c052b679a762abe04c3aa44132649860699' +
  '9c4250f491ef987a33540b43edcfac62e4b31ca9c908e89580df94fa758f3fa6' +
  '4707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35' +
  '1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89e' +
  'eabf8ad240c738b5a3f7f2cef96115a1e0ae5da49b341a55ad933230f58cb1e3' +
  '1df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51' +
  '8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b0' +
  '8969974a0c96777e65b9f109c56ec68418f07dec3adc4d2079ee5f3ed7cb3948'

const SBOX = Uint8Array.from({ length: 256 }, (_, i) =>
  Number.parseInt(SBOX_TEXT.slice(2 * i, 2 * i + 2), 16),
)
const FK = [0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc] as const

function rotate(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n))
}

// S-box and linear transformation L in one look-up for each byte of the word (6.2.1).
function table(shift: number): Int32Array {
  return Int32Array.from(SBOX, (s) => {
    const b = s << shift
    return b ^ rotate(b, 2) ^ rotate(b, 10) ^ rotate(b, 18) ^ rotate(b, 24)
  })
}
const T0 = table(24)
const T1 = table(16)
const T2 = table(8)
const T3 = table(0)

function keyMix(x: number): number {
  const b =
    ((SBOX[x >>> 24] ?? 0) << 24) |
    ((SBOX[(x >>> 16) & 255] ?? 0) << 16) |
    ((SBOX[(x >>> 8) & 255] ?? 0) << 8) |
    (SBOX[x & 255] ?? 0)
  return b ^ rotate(b, 13) ^ rotate(b, 23)
}

/** The 32 round keys of a 16-byte key, in encrypting order (GB/T 32907 7.3). */
export function expandKey(key: Uint8Array): Int32Array {
  if (key.length !== 16) throw new PkiError('SM4 key', 'bad-length')
  const view = new DataView(key.buffer, key.byteOffset, 16)
  const k = FK.map((word, i) => view.getInt32(4 * i) ^ word)
  const keys = new Int32Array(32)
  for (let i = 0; i < 32; i++) {
    let constant = 0
    for (let j = 0; j < 4; j++) constant = (constant << 8) | (((4 * i + j) * 7) & 255)
    const [a = 0, b = 0, c = 0, d = 0] = k
    const next = a ^ keyMix(b ^ c ^ d ^ constant)
    k.shift()
    k.push(next)
    keys[i] = next
  }
  return keys
}

/** The round keys in decrypting order, in the same array: a copy would be left behind. */
export function reversed(keys: Int32Array): Int32Array {
  return keys.reverse()
}

// One round's substitution and linear transformation of the mixed word (6.1).
function mix(t: number): number {
  return (
    (T0[t >>> 24] as number) ^
    (T1[(t >>> 16) & 255] as number) ^
    (T2[(t >>> 8) & 255] as number) ^
    (T3[t & 255] as number)
  )
}

/** Four rounds a step, so that the words need not change places. */
export function cryptBlock(keys: Int32Array, x: Int32Array, o = 0): void {
  let a = x[o] as number
  let b = x[o + 1] as number
  let c = x[o + 2] as number
  let d = x[o + 3] as number
  for (let i = 0; i < 32; i += 4) {
    a ^= mix(b ^ c ^ d ^ (keys[i] as number))
    b ^= mix(c ^ d ^ a ^ (keys[i + 1] as number))
    c ^= mix(d ^ a ^ b ^ (keys[i + 2] as number))
    d ^= mix(a ^ b ^ c ^ (keys[i + 3] as number))
  }
  x[o] = d
  x[o + 1] = c
  x[o + 2] = b
  x[o + 3] = a
}

/**
 * Runs the cipher over two blocks, held as eight words, side by side. A round waits for its table look-ups; the
 * rounds of two independent blocks wait at the same time.
 */
export function cryptTwoBlocks(keys: Int32Array, x: Int32Array): void {
  let a = x[0] as number
  let b = x[1] as number
  let c = x[2] as number
  let d = x[3] as number
  let e = x[4] as number
  let f = x[5] as number
  let g = x[6] as number
  let h = x[7] as number
  for (let i = 0; i < 32; i += 4) {
    const [k0, k1, k2, k3] = [keys[i], keys[i + 1], keys[i + 2], keys[i + 3]] as [
      number,
      number,
      number,
      number,
    ]
    a ^= mix(b ^ c ^ d ^ k0)
    e ^= mix(f ^ g ^ h ^ k0)
    b ^= mix(c ^ d ^ a ^ k1)
    f ^= mix(g ^ h ^ e ^ k1)
    c ^= mix(d ^ a ^ b ^ k2)
    g ^= mix(h ^ e ^ f ^ k2)
    d ^= mix(a ^ b ^ c ^ k3)
    h ^= mix(e ^ f ^ g ^ k3)
  }
  x[0] = d
  x[1] = c
  x[2] = b
  x[3] = a
  x[4] = h
  x[5] = g
  x[6] = f
  x[7] = e
}

/** Reads a block of 16 bytes as four words, to `o` on. */
export function loadBlock(data: Uint8Array, at: number, x: Int32Array, o = 0): void {
  for (let i = o, p = at; i < o + 4; i++, p += 4) {
    x[i] =
      ((data[p] as number) << 24) |
      ((data[p + 1] as number) << 16) |
      ((data[p + 2] as number) << 8) |
      (data[p + 3] as number)
  }
}

/** Writes four words, from `o` on, as a block of 16 bytes. */
export function storeBlock(x: Int32Array, data: Uint8Array, at: number, o = 0): void {
  for (let i = o, p = at; i < o + 4; i++, p += 4) {
    const word = x[i] as number
    data[p] = word >>> 24
    data[p + 1] = word >>> 16
    data[p + 2] = word >>> 8
    data[p + 3] = word
  }
}
