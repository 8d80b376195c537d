import { describe, expect, it } from 'vitest'
import { concat } from '../../../../src/pki/bytes.ts'
import { isSignedHead, readSignedHead } from '../../../../src/pki/cms/envelope-head.ts'
import { context, der, TAG } from '../../../../src/pki/der/index.ts'
import { OID } from '../../../../src/pki/oids.ts'
import { refused } from '../refusal.ts'

type Wrap = (tag: number, ...parts: readonly Uint8Array[]) => Uint8Array
/** An element whose end is marked. */
const marked: Wrap = (tag, ...parts) => concat(Uint8Array.of(tag, 0x80), ...parts, new Uint8Array(2))

type Signed = {
  readonly type?: string
  readonly version?: number
  readonly algorithms?: readonly Uint8Array[]
  readonly content?: Uint8Array
  readonly behind?: readonly Uint8Array[]
  readonly outer?: Wrap
  readonly tagged?: Wrap
  readonly body?: Wrap
  readonly info?: Wrap
}
const sm3 = der.sequence(der.oid(OID.sm3))
const text = Uint8Array.of(1, 2, 3, 4)

function signed(plan: Signed = {}): Uint8Array {
  const { outer = der.element, tagged = der.element, body = der.element, info = der.element } = plan
  const { type = OID.gmSignedData, behind = [], algorithms = [sm3] } = plan
  const content = plan.content ?? der.explicit(0, der.octets(text))
  const about = info(TAG.sequence, der.oid(OID.gmData), content)
  const set = der.element(TAG.set, ...algorithms)
  const inner = body(TAG.sequence, der.integer(plan.version ?? 1), set, about, ...behind)
  return outer(TAG.sequence, der.oid(type), tagged(context(0), inner))
}
const nothing = new Uint8Array()

describe('the head of a signed file', () => {
  it('tells everything that stands before the content', () => {
    const file = signed()
    expect(readSignedHead(file)).toEqual({
      type: OID.gmSignedData,
      version: 1,
      digestAlgorithms: [sm3],
      contentType: OID.gmData,
      content: { offset: file.length - 4, length: 4, pieces: false },
      offset: file.length - 4,
      marks: { behindContent: 0, atEnd: 0 },
      whole: file.length,
    })
  })

  it('has one of two numbers', () => {
    expect(readSignedHead(signed({ type: OID.signedData })).type).toBe(OID.signedData)
    expect([signed(), signed({ type: OID.signedData })].map(isSignedHead)).toEqual([true, true])
    for (const type of [OID.gmEnvelopedData, OID.data, '1.2.3']) {
      expect(isSignedHead(signed({ type }))).toBe(false)
      expect(() => readSignedHead(signed({ type }))).toThrow(refused('bad-oid'))
    }
    expect(isSignedHead(Uint8Array.of(0x31, 0))).toBe(false)
  })

  it('has a version up to 4 and up to 32 algorithms', () => {
    for (const version of [0, 3, 4]) expect(readSignedHead(signed({ version })).version).toBe(version)
    expect(() => readSignedHead(signed({ version: 5 }))).toThrow(refused('unsupported-version'))
    const many = (count: number) => signed({ algorithms: Array<Uint8Array>(count).fill(sm3) })
    expect(readSignedHead(many(32)).digestAlgorithms).toHaveLength(32)
    expect(() => readSignedHead(many(33))).toThrow(refused('too-large'))
    expect(readSignedHead(many(0)).digestAlgorithms).toEqual([])
  })

  it('does not take certificates behind it for its content', () => {
    const certificates = der.explicit(0, der.octets(text))
    const bare = signed({ content: nothing, behind: [certificates] })
    expect(readSignedHead(bare)).toMatchObject({
      content: null,
      offset: bare.length - certificates.length,
      marks: { behindContent: 0, atEnd: 0 },
    })
    const open = signed({ content: nothing, info: marked, behind: [certificates] })
    expect(readSignedHead(open)).toMatchObject({
      content: null,
      offset: open.length - certificates.length - 2,
      marks: { behindContent: 1, atEnd: 0 },
    })
  })

  it('is read where the content is missing and nothing follows', () => {
    expect(readSignedHead(signed({ content: nothing })).content).toBeNull()
  })

  it('tells of a content in pieces, and of marks behind it', () => {
    const constructed = TAG.octetString | 0x20
    const pieces = signed({ content: der.explicit(0, der.element(constructed, der.octets(text))) })
    expect(readSignedHead(pieces).content).toEqual({ offset: pieces.length - 6, length: 6, pieces: true })
    const open = signed({ content: marked(context(0), marked(constructed, der.octets(text))), info: marked })
    expect(readSignedHead(open)).toMatchObject({
      content: { offset: open.length - 12, length: null, pieces: true },
      marks: { behindContent: 2, atEnd: 0 },
    })
    const other = signed({ content: der.explicit(0, der.sequence()) })
    expect(() => readSignedHead(other)).toThrow(refused('unexpected-tag'))
  })

  it.each<readonly [string, Signed]>([
    ['the whole', { outer: marked }],
    ['the tag around the body', { tagged: marked }],
    ['the body', { body: marked }],
  ])('counts the mark at the end of %s', (_what, plan) => {
    const { marks, whole } = readSignedHead(signed(plan))
    expect(marks).toEqual({ behindContent: 0, atEnd: 1 })
    expect(whole).toBe(plan.outer === undefined ? signed(plan).length : null)
  })
})
