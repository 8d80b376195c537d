import * as pki from '../../src/pki/index.ts'
import { below, pick, type Random } from '../random.ts'
import { changedTree } from './trees.ts'

const EDGES = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x82, 0x84, 0x88, 0xff, 0x30, 0x31, 0x24, 0xa0, 0x1f, 0x3f]

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array
const cut = (bytes: Uint8Array, random: Random) => {
  const from = below(random, bytes.length + 1)
  return [from, Math.min(bytes.length, from + below(random, 1 + below(random, 64)))] as const
}

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const at = below(random, bytes.length)
    return bytes.length === 0 ? bytes : bytes.with(at, (bytes[at] ?? 0) ^ (1 << below(random, 8)))
  },
  (bytes, random) =>
    bytes.length === 0 ? bytes : bytes.with(below(random, bytes.length), pick(random, EDGES)),
  (bytes, random) => bytes.slice(0, below(random, bytes.length + 1)),
  (bytes, random) => {
    const [from, to] = cut(bytes, random)
    return pki.concat(bytes.subarray(0, from), bytes.subarray(to))
  },
  (bytes, random) => {
    const [from, to] = cut(bytes, random)
    return pki.concat(bytes.subarray(0, to), bytes.subarray(from))
  },
  (bytes, random, other) => {
    const [from, to] = cut(other, random)
    const at = below(random, bytes.length + 1)
    return pki.concat(bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at))
  },
  (bytes, random, other) => {
    const at = below(random, bytes.length + 1)
    return pki.concat(bytes.subarray(0, at), other.subarray(Math.min(at, other.length)))
  },
]

/** One of the seeds after a few changes, either of bytes (which mostly breaks the seed early) or of elements. */
export function mutated(seeds: readonly Uint8Array[], random: Random): Uint8Array {
  const mutations = random() < 0.5 ? MUTATIONS : [changedTree]
  let bytes: Uint8Array = Uint8Array.from(pick(random, seeds))
  for (let i = 1 + below(random, 4); i > 0; i--)
    bytes = pick(random, mutations)(bytes, random, pick(random, seeds))
  return bytes
}
