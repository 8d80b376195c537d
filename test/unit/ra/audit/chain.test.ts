import { describe, expect, it } from 'vitest'
import { toHex } from '../../../../src/pki/bytes.ts'
import { generateSm2KeyPair, prepareSm2Signer } from '../../../../src/pki/index.ts'
import { hashOf, headOf, isLinkedTo, linksAfter, noLine } from '../../../../src/ra/audit/chain.ts'
import { begun, type Fault, verifyAudit } from '../../../../src/ra/audit/verify.ts'
import type { ChainedLine } from '../../../../src/ra/records.ts'

const pair = generateSm2KeyPair()
const signer = prepareSm2Signer(pair.privateKey)
const sign = (line: ChainedLine): ChainedLine => ({ ...line, signature: signer.sign(headOf(line)) })

const lineOf = (subject: string) => ({ at: 1_790_000_000_000, actor: 'li', action: 'issued', subject })
/** So many lines, of which the last is signed. */
const chain = (length: number): readonly ChainedLine[] => {
  const linked = linksAfter(
    null,
    Array.from({ length }, (_, i) => lineOf(`${i}`)),
  )
  return linked.map((line, i) => {
    const plain = { ...line, signature: null }
    return i === length - 1 ? sign(plain) : plain
  })
}

const verify = (lines: readonly ChainedLine[], head: string | null = null) =>
  verifyAudit(
    (async function* () {
      yield* lines
    })(),
    { publicKey: pair.publicKey, head },
  )
const faultsOf = async (lines: readonly ChainedLine[], head?: string): Promise<readonly Fault[]> =>
  (await verify(lines, head)).faults

describe('the hash of a line', () => {
  const line = lineOf('1')
  const hash = hashOf(noLine, 1, line)

  it('is another one for another place, another line before, and whatever the line says', () => {
    const others = [
      hashOf(noLine, 2, line),
      hashOf(hash, 1, line),
      hashOf(noLine, 1, { ...line, at: line.at + 1 }),
      hashOf(noLine, 1, { ...line, actor: 'l' }),
      hashOf(noLine, 1, { ...line, action: 'issue' }),
      hashOf(noLine, 1, { ...line, subject: '' }),
      // The same letters, shared out in another way.
      hashOf(noLine, 1, { ...line, actor: 'l', action: 'iissued' }),
    ]
    expect(new Set([hash, ...others].map(toHex)).size).toBe(8)
    expect(hash).toHaveLength(32)
  })

  it('is the same for a NUL, which one of the databases cannot store', () => {
    const [one, other] = ['a\0b', 'a\u{FFFD}b'].map((subject) => hashOf(noLine, 1, { ...line, subject }))
    expect(one).toEqual(other)
  })
})

describe('links', () => {
  it('go on from the last line, and from nothing with the place 1', () => {
    const all = chain(4)
    expect(all.map(({ place }) => place)).toEqual([1, 2, 3, 4])
    const [, second, third] = all
    if (second === undefined || third === undefined) throw new Error('too few')
    const [more] = linksAfter(second, [lineOf('2')])
    expect(more).toMatchObject({ place: 3, hash: third.hash })
    expect([isLinkedTo(second.hash, third), isLinkedTo(noLine, third)]).toEqual([true, false])
  })
})

describe('a whole log', () => {
  it('is without a fault, and has its last hash as head', async () => {
    const lines = chain(5)
    const head = toHex(lines[4]?.hash ?? noLine)
    const good = { lines: 5, older: 0, head, faults: [], moreFaults: 0 }
    expect(await verify(lines)).toEqual(good)
    expect(await verify(lines, head)).toEqual(good)
    expect(await verify(lines, toHex(lines[1]?.hash ?? noLine))).toEqual(good)
    expect(await verify([])).toEqual({ ...good, lines: 0, head: null })
  })

  it('says how many lines are older than the chain', async () => {
    const linked = linksAfter(null, [lineOf('0'), lineOf('1'), { ...lineOf('2'), ...begun }, lineOf('3')])
    const lines = linked.map((line, i) =>
      i === 3 ? sign({ ...line, signature: null }) : { ...line, signature: null },
    )
    expect(await verify(lines)).toMatchObject({ older: 2, faults: [] })
    const again = linksAfter(lines[3] ?? null, [{ ...lineOf('4'), ...begun }])
    const longer = [...lines, ...again.map((line) => sign({ ...line, signature: null }))]
    expect(await verify(longer)).toMatchObject({ older: 2, faults: [] })
  })
})

describe('a log that somebody has changed', () => {
  const lines = chain(6)
  const without = (...places: readonly number[]) => lines.filter(({ place }) => !places.includes(place))

  it('misses lines, from one place to another', async () => {
    expect(await faultsOf(without(3, 4))).toEqual([{ kind: 'missing', from: 3, to: 4 }])
    expect(await faultsOf(without(1))).toEqual([{ kind: 'missing', from: 1, to: 1 }])
  })

  it('has a line that says something else', async () => {
    const changed = lines.map((line) => (line.place === 2 ? { ...line, subject: 'other' } : line))
    expect(await faultsOf(changed)).toEqual([{ kind: 'changed', place: 2 }])
    const hash = hashOf(lines[0]?.hash ?? noLine, 2, { ...lineOf('other') })
    const rehashed = lines.map((line) => (line.place === 2 ? { ...line, subject: 'other', hash } : line))
    expect(await faultsOf(rehashed)).toEqual([{ kind: 'changed', place: 3 }])
  })

  it('has a line behind one with a higher number, or twice', async () => {
    const [a, b, c, ...rest] = lines
    if (a === undefined || b === undefined || c === undefined) throw new Error('too few')
    expect(await faultsOf([a, b, b, c, ...rest])).toEqual([{ kind: 'misplaced', place: 2 }])
  })

  it('ends before what was signed, or was never signed by this authority', async () => {
    expect(await faultsOf(without(6))).toEqual([{ kind: 'not-signed', from: 1, to: 5 }])
    const longer = [...lines, ...linksAfter(lines[5] ?? null, [lineOf('6'), lineOf('7')])]
    const unsigned = longer.map((line) => ({ signature: null, ...line }))
    expect(await faultsOf(unsigned)).toEqual([{ kind: 'not-signed', from: 7, to: 8 }])
    const other = prepareSm2Signer(generateSm2KeyPair().privateKey)
    const forged = lines.map((line) =>
      line.place === 6 ? { ...line, signature: other.sign(headOf(line)) } : line,
    )
    expect(await faultsOf(forged)).toEqual([{ kind: 'not-signed', from: 1, to: 6 }])
  })

  it('lacks the head that was kept elsewhere', async () => {
    const head = toHex(hashOf(noLine, 9, lineOf('gone')))
    expect(await faultsOf(lines, head)).toEqual([{ kind: 'head-missing', head }])
    expect(await faultsOf([], head)).toEqual([{ kind: 'head-missing', head }])
  })

  it('names twenty faults and counts the others', async () => {
    const rewritten = chain(23).map((line) => ({ ...line, subject: 'other' }))
    const { faults, moreFaults } = await verify(rewritten)
    expect([faults.length, moreFaults]).toEqual([20, 3])
    expect(faults[19]).toEqual({ kind: 'changed', place: 20 })
  })
})
