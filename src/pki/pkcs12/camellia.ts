// Camellia (RFC 3713), for decryption in CBC mode only: NSS and OpenSSL offer it for PKCS#12 files.

const S1 = Uint8Array.from([
  112, 130, 44, 236, 179, 39, 192, 229, 228, 133, 87, 53, 234, 12, 174, 65, 35, 239, 107, 147, 69, 25, 165,
  33, 237, 14, 79, 78, 29, 101, 146, 189, 134, 184, 175, 143, 124, 235, 31, 206, 62, 48, 220, 95, 94, 197, 11,
  26, 166, 225, 57, 202, 213, 71, 93, 61, 217, 1, 90, 214, 81, 86, 108, 77, 139, 13, 154, 102, 251, 204, 176,
  45, 116, 18, 43, 32, 240, 177, 132, 153, 223, 76, 203, 194, 52, 126, 118, 5, 109, 183, 169, 49, 209, 23, 4,
  215, 20, 88, 58, 97, 222, 27, 17, 28, 50, 15, 156, 22, 83, 24, 242, 34, 254, 68, 207, 178, 195, 181, 122,
  145, 36, 8, 232, 168, 96, 252, 105, 80, 170, 208, 160, 125, 161, 137, 98, 151, 84, 91, 30, 149, 224, 255,
  100, 210, 16, 196, 0, 72, 163, 247, 117, 219, 138, 3, 230, 218, 9, 63, 221, 148, 135, 92, 131, 2, 205, 74,
  144, 51, 115, 103, 246, 243, 157, 127, 191, 226, 82, 155, 216, 38, 200, 55, 198, 59, 129, 150, 111, 75, 19,
  190, 99, 46, 233, 121, 167, 140, 159, 110, 188, 142, 41, 245, 249, 182, 47, 253, 180, 89, 120, 152, 6, 106,
  231, 70, 113, 186, 212, 37, 171, 66, 136, 162, 141, 250, 114, 7, 185, 85, 248, 238, 172, 10, 54, 73, 42,
  104, 60, 56, 241, 164, 64, 40, 211, 123, 187, 201, 67, 193, 21, 227, 173, 244, 119, 199, 128, 158,
])
const turned = (byte: number, by: number): number => ((byte << by) | (byte >> (8 - by))) & 255
const S2 = S1.map((byte) => turned(byte, 1))
const S3 = S1.map((byte) => turned(byte, 7))
const S4 = S1.map((_, i) => S1[turned(i, 1)] ?? 0)

/** Half a block as two 32-bit numbers. */
type Half = readonly [number, number]

/** The function F (RFC 3713 2.4.1). */
function round([high, low]: Half, [keyHigh, keyLow]: Half): Half {
  const [a, b] = [high ^ keyHigh, low ^ keyLow]
  const t1 = S1[a >>> 24] as number
  const t2 = S2[(a >>> 16) & 255] as number
  const t3 = S3[(a >>> 8) & 255] as number
  const t4 = S4[a & 255] as number
  const t5 = S2[b >>> 24] as number
  const t6 = S3[(b >>> 16) & 255] as number
  const t7 = S4[(b >>> 8) & 255] as number
  const t8 = S1[b & 255] as number
  const y1 = t1 ^ t3 ^ t4 ^ t6 ^ t7 ^ t8
  const y2 = t1 ^ t2 ^ t4 ^ t5 ^ t7 ^ t8
  const y3 = t1 ^ t2 ^ t3 ^ t5 ^ t6 ^ t8
  const y4 = t2 ^ t3 ^ t4 ^ t5 ^ t6 ^ t7
  const y5 = t1 ^ t2 ^ t6 ^ t7 ^ t8
  const y6 = t2 ^ t3 ^ t5 ^ t7 ^ t8
  const y7 = t3 ^ t4 ^ t5 ^ t6 ^ t8
  const y8 = t1 ^ t4 ^ t5 ^ t6 ^ t7
  return [(y1 << 24) | (y2 << 16) | (y3 << 8) | y4, (y5 << 24) | (y6 << 16) | (y7 << 8) | y8]
}

const xor = (a: Half, b: Half): Half => [a[0] ^ b[0], a[1] ^ b[1]]
const turn = (word: number): number => (word << 1) | (word >>> 31)

/** FL and its inverse (RFC 3713 2.4.2, 2.4.3). */
function layer([high, low]: Half, key: Half): Half {
  const right = low ^ turn(high & key[0])
  return [high ^ (right | key[1]), right]
}
function inverseLayer([high, low]: Half, key: Half): Half {
  const left = high ^ (low | key[1])
  return [left, low ^ turn(left & key[0])]
}

const ALL = (1n << 128n) - 1n
const halves = (value: bigint): readonly [Half, Half] => {
  const word = (shift: bigint) => Number((value >> shift) & 0xffffffffn) | 0
  return [
    [word(96n), word(64n)],
    [word(32n), word(0n)],
  ]
}
const whole = ([a, b]: Half, [c, d]: Half): bigint =>
  [a, b, c, d].reduce((sum, word) => (sum << 32n) | BigInt(word >>> 0), 0n)

const SIGMA: readonly Half[] = [
  0xa09e667f3bcc908bb67ae8584caa73b2n,
  0xc6ef372fe94f82be54ff53a5f1d36f1cn,
  0x10e527fade682d1db05688c2b3e6c1fdn,
].flatMap((pair) => [...halves(pair)])

function twoRounds(value: bigint, first: number): bigint {
  let [left, right] = halves(value)
  right = xor(right, round(left, SIGMA[first] as Half))
  left = xor(left, round(right, SIGMA[first + 1] as Half))
  return whole(left, right)
}

type Keys = {
  readonly whitening: readonly Half[]
  readonly rounds: readonly Half[]
  readonly layers: readonly Half[]
}

const bigintOf = (bytes: Uint8Array): bigint => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)

/** RFC 3713 2.2, for keys of 16, 24 or 32 bytes. */
function schedule(key: Uint8Array): Keys {
  const short = key.length === 16
  const left = bigintOf(key.subarray(0, 16))
  const rest = bigintOf(key.subarray(16))
  const right = key.length === 24 ? (rest << 64n) | (~rest & ((1n << 64n) - 1n)) : rest
  const a = twoRounds(twoRounds(left ^ right, 0) ^ left, 2)
  const b = twoRounds(a ^ right, 4)
  const by = (value: bigint, bits: number): readonly [Half, Half] =>
    halves(((value << BigInt(bits)) | (value >> BigInt(128 - bits))) & ALL)
  if (short)
    return {
      whitening: [...by(left, 0), ...by(a, 111)],
      rounds: [
        ...[...by(a, 0), ...by(left, 15), ...by(a, 15), ...by(left, 45)],
        ...[by(a, 45)[0], by(left, 60)[1]],
        ...[...by(a, 60), ...by(left, 94), ...by(a, 94), ...by(left, 111)],
      ],
      layers: [...by(a, 30), ...by(left, 77)],
    }
  return {
    whitening: [...by(left, 0), ...by(b, 111)],
    rounds: [
      ...[...by(b, 0), ...by(right, 15), ...by(a, 15), ...by(b, 30), ...by(left, 45), ...by(a, 45)],
      ...[...by(right, 60), ...by(b, 60), ...by(left, 77), ...by(right, 94), ...by(a, 94), ...by(left, 111)],
    ],
    layers: [...by(right, 30), ...by(left, 60), ...by(a, 77)],
  }
}

/** Decryption takes the keys of encryption from behind (RFC 3713 2.3.3). */
function reversed({ whitening, rounds, layers }: Keys): Keys {
  const [a, b, c, d] = whitening as readonly [Half, Half, Half, Half]
  return { whitening: [c, d, a, b], rounds: [...rounds].reverse(), layers: [...layers].reverse() }
}

function crypt({ whitening, rounds, layers }: Keys, block: readonly [Half, Half]): readonly [Half, Half] {
  const [before1, before2, after1, after2] = whitening as readonly [Half, Half, Half, Half]
  let left = xor(block[0], before1)
  let right = xor(block[1], before2)
  for (let i = 0; i < rounds.length; i += 2) {
    if (i > 0 && i % 6 === 0) {
      const at = i / 3 - 2
      left = layer(left, layers[at] as Half)
      right = inverseLayer(right, layers[at + 1] as Half)
    }
    right = xor(right, round(left, rounds[i] as Half))
    left = xor(left, round(right, rounds[i + 1] as Half))
  }
  return [xor(right, after1), xor(left, after2)]
}

/** Camellia-CBC decryption of whole blocks; the padding stays. */
export function camelliaCbcDecrypt(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const keys = reversed(schedule(key))
  const out = new Uint8Array(data.length)
  const [from, to] = [new DataView(data.buffer, data.byteOffset, data.length), new DataView(out.buffer)]
  for (let at = 0; at < data.length; at += 16) {
    const words = [0, 4, 8, 12].map((i) => from.getInt32(at + i)) as [number, number, number, number]
    const plain = crypt(keys, [
      [words[0], words[1]],
      [words[2], words[3]],
    ])
    for (const [i, word] of plain.flat().entries()) to.setInt32(at + 4 * i, word)
    for (let i = 0; i < 16; i++) {
      const before = at === 0 ? iv[i] : data[at - 16 + i]
      out[at + i] = (out[at + i] ?? 0) ^ (before ?? 0)
    }
  }
  return out
}
