import { der } from '../../src/pki/der/index.ts'
import { concat } from '../../src/pki/index.ts'
import { below, pick, type Random } from '../random.ts'

// Changes a structure in a meaningful place and corrects all lengths around it, so that the change reaches readers
// behind the first wrong length.

type Node = { tag: number; lead: Uint8Array; inside: Node[] | Uint8Array }

const NONE = new Uint8Array()

/** The elements in the bytes, including those inside octet and bit strings; null if the bytes are no DER. */
function read(bytes: Uint8Array, depth = 0): Node[] | null {
  const nodes: Node[] = []
  for (let at = 0; at < bytes.length; ) {
    const [tag = 0, first = 0] = bytes.subarray(at, at + 2)
    const count = first < 0x80 ? 0 : first & 0x7f
    if ((tag & 0x1f) === 0x1f || count > 3 || first === 0x80) return null
    const start = at + 2 + count
    let length = count === 0 ? first : 0
    for (const byte of bytes.subarray(at + 2, start)) length = length * 256 + byte
    if (at + 2 > bytes.length || start + length > bytes.length) return null
    nodes.push(nodeOf(tag, bytes.subarray(start, start + length), depth))
    at = start + length
  }
  return nodes
}

function nodeOf(tag: number, content: Uint8Array, depth: number): Node {
  const lead = tag === 0x03 && content[0] === 0 ? content.subarray(0, 1) : NONE
  const body = content.subarray(lead.length)
  const nests = (tag & 0x20) !== 0 || ((tag === 0x04 || lead.length > 0) && body[0] === 0x30)
  return { tag, lead, inside: (nests && depth < 40 ? read(body, depth + 1) : null) ?? body }
}

function write({ tag, lead, inside }: Node): Uint8Array {
  return der.element(tag, lead, ...(inside instanceof Uint8Array ? [inside] : inside.map(write)))
}

type Place = { readonly siblings: Node[]; readonly index: number; readonly node: Node }

function places(siblings: Node[]): readonly Place[] {
  return siblings.flatMap((node, index) => [
    { siblings, index, node },
    ...(node.inside instanceof Uint8Array ? [] : places(node.inside)),
  ])
}

const TAGS = [
  ...[0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1c, 0x1e, 0x24, 0x30],
  ...[0x31, 0x80, 0x81, 0x82, 0x86, 0xa0, 0xa1, 0xa2, 0xa3, 0xff],
]
const CONTENTS = [
  '',
  '00',
  '01',
  '7f',
  '80',
  'ff',
  '0000',
  '00ff',
  'ffff',
  '0780',
  '3000',
  '0500',
  '020100',
].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')))

type Change = (place: Place, random: Random, other: readonly Place[]) => void

const CHANGES: readonly Change[] = [
  ({ siblings, index }) => void siblings.splice(index, 1),
  ({ siblings, index, node }) => void siblings.splice(index, 0, structuredClone(node)),
  ({ siblings, index, node }, random) => {
    const to = below(random, siblings.length)
    siblings.splice(index, 1)
    siblings.splice(to, 0, node)
  },
  ({ siblings, index }, random, other) =>
    void siblings.splice(index, below(random, 2), structuredClone(pick(random, other).node)),
  ({ node }, random) => {
    node.tag = pick(random, TAGS)
  },
  ({ node }, random) => {
    node.inside = pick(random, CONTENTS)
  },
  ({ node }, random) => {
    if (!(node.inside instanceof Uint8Array) || node.inside.length === 0) return
    const at = below(random, node.inside.length)
    node.inside = node.inside.with(at, (node.inside[at] ?? 0) ^ (1 << below(random, 8)))
  },
  ({ node }, random) => {
    const size = pick(random, [1, 16, 32, 33, 64, 200, 5000])
    node.inside = Uint8Array.from({ length: size }, () => below(random, 256))
  },
  ({ siblings, index, node }, random) => {
    let wrapped = node
    const tag = pick(random, [0x30, 0x31, 0x04, 0xa0])
    for (let i = pick(random, [1, 2, 40]); i > 0; i--) wrapped = { tag, lead: NONE, inside: [wrapped] }
    siblings[index] = wrapped
  },
]

/** The bytes with one element of their tree changed; unchanged if they form no tree. */
export function changedTree(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const nodes = read(bytes)
  const from = places(read(other) ?? [])
  if (nodes === null || nodes.length === 0 || from.length === 0) return bytes
  pick(random, CHANGES)(pick(random, places(nodes)), random, from)
  return concat(...nodes.map(write))
}
