import { describe, expect, it } from 'vitest'
import { concat } from '../../../../src/pki/bytes.ts'
import { ENVELOPE_HEAD, readEnvelopeHead } from '../../../../src/pki/cms/envelope-head.ts'
import { context, der, TAG } from '../../../../src/pki/der/index.ts'
import { OID } from '../../../../src/pki/oids.ts'
import { encodeName } from '../../../../src/pki/x509/names.ts'
import { refused } from '../refusal.ts'

type Wrap = (tag: number, ...parts: readonly Uint8Array[]) => Uint8Array
/** An element whose end is marked. */
const marked: Wrap = (tag, ...parts) => concat(Uint8Array.of(tag, 0x80), ...parts, new Uint8Array(2))
const iv = new Uint8Array(16).fill(9)
const name = encodeName([['CN', '读者']])
const recipient = der.sequence(
  der.integer(1),
  der.sequence(name, der.integer(5)),
  der.sequence(der.oid(OID.sm2Encryption)),
  der.octets(Uint8Array.of(1, 2, 3)),
)
const sm4 = (...parameters: readonly Uint8Array[]) => der.sequence(der.oid(OID.sm4Cbc), ...parameters)
const sealed = new Uint8Array(32).fill(7)

type Plan = {
  readonly type?: string
  readonly version?: number
  readonly before?: readonly Uint8Array[]
  readonly recipients?: readonly Uint8Array[]
  readonly behind?: readonly Uint8Array[]
  readonly algorithm?: Uint8Array
  readonly content?: Uint8Array
  readonly outer?: Wrap
  readonly tagged?: Wrap
  readonly body?: Wrap
  readonly info?: Wrap
}

function envelope(plan: Plan = {}): Uint8Array {
  const { outer = der.element, tagged = der.element, body = der.element, info = der.element } = plan
  const { type = OID.gmEnvelopedData, recipients = [recipient], before = [], behind = [] } = plan
  const content = plan.content ?? der.implicit(0, sealed)
  const about = info(TAG.sequence, der.oid(OID.gmData), plan.algorithm ?? sm4(der.octets(iv)), content)
  const set = der.element(TAG.set, ...recipients)
  const inner = body(TAG.sequence, der.integer(plan.version ?? 1), ...before, set, ...behind, about)
  return outer(TAG.sequence, der.oid(type), tagged(context(0), inner))
}

const digests = der.setOf(der.sequence(der.oid(OID.sm3)))

describe('the head of a sealed file', () => {
  it('tells everything that stands before the ciphertext', () => {
    const file = envelope()
    const place = { offset: file.length - 32, length: 32 }
    expect(readEnvelopeHead(file)).toEqual({
      kind: 'enveloped',
      recipients: [
        {
          party: { by: 'issuer-and-serial', issuer: expect.objectContaining({ raw: name }), serialHex: '05' },
          keyAlgorithm: OID.sm2Encryption,
          encryptedKey: Uint8Array.of(1, 2, 3),
        },
      ],
      contentType: OID.gmData,
      hasTag: false,
      algorithm: OID.sm4Cbc,
      iv,
      ciphertext: place,
      sealed: { ...place, pieces: false },
      marks: { behindContent: 0, atEnd: 0 },
      whole: file.length,
    })
  })

  it.each([
    [OID.gmEnvelopedData, 'enveloped', false],
    [OID.envelopedData, 'enveloped', false],
    [OID.authEnvelopedData, 'enveloped', true],
    [OID.gmSignedAndEnvelopedData, 'signed-and-enveloped', false],
    [OID.signedAndEnvelopedData, 'signed-and-enveloped', false],
  ])('of the number %s is %s', (type, kind, hasTag) => {
    const behind = kind === 'enveloped' ? [] : [digests]
    expect(readEnvelopeHead(envelope({ type, behind }))).toMatchObject({ kind, hasTag })
    const other = envelope({ type, behind: kind === 'enveloped' ? [digests] : [] })
    expect(() => readEnvelopeHead(other)).toThrow(refused('unexpected-tag'))
  })

  it.each([OID.gmSignedData, OID.signedData, OID.gmData, '1.2.3'])('of the number %s is none', (type) => {
    expect(() => readEnvelopeHead(envelope({ type }))).toThrow(refused('bad-oid'))
  })

  it('has a version up to 4', () => {
    for (const version of [0, 1, 2, 3, 4])
      expect(readEnvelopeHead(envelope({ version })).kind).toBe('enveloped')
    expect(() => readEnvelopeHead(envelope({ version: 5 }))).toThrow(refused('unsupported-version'))
  })

  it('may say who sent it', () => {
    const before = [der.explicit(0, der.nothing())]
    expect(readEnvelopeHead(envelope({ before })).recipients).toHaveLength(1)
    expect(() => readEnvelopeHead(envelope({ before: [der.explicit(1)] }))).toThrow(refused('unexpected-tag'))
  })

  it('has recipients of other kinds in their places, a thousand and no more', () => {
    const agreement = der.explicit(1)
    const mixed = envelope({ recipients: [agreement, recipient, agreement] })
    expect(readEnvelopeHead(mixed).recipients.map((one) => one?.encryptedKey.length ?? null)).toEqual([
      null,
      3,
      null,
    ])
    const many = (count: number) => envelope({ recipients: Array<Uint8Array>(count).fill(agreement) })
    expect(readEnvelopeHead(many(1000)).recipients).toHaveLength(1000)
    expect(() => readEnvelopeHead(many(1001))).toThrow(refused('too-large'))
    expect(readEnvelopeHead(many(0)).recipients).toEqual([])
  })

  it.each<readonly [string, readonly Uint8Array[], Uint8Array | null]>([
    ['a vector', [der.octets(iv)], iv],
    ['no vector', [], null],
    ['a vector that is too short', [der.octets(iv.subarray(1))], null],
    ['a vector that is too long', [der.octets(new Uint8Array(17))], null],
    ['parameters of another kind', [der.sequence(der.octets(iv))], null],
    ['NULL', [der.nothing()], null],
  ])('has an algorithm with %s', (_what, parameters, found) => {
    expect(readEnvelopeHead(envelope({ algorithm: sm4(...parameters) }))).toMatchObject({
      algorithm: OID.sm4Cbc,
      iv: found,
    })
  })

  it('tells where a ciphertext in pieces begins', () => {
    const pieces = der.explicit(0, der.octets(sealed))
    const file = envelope({ content: pieces })
    expect(readEnvelopeHead(file)).toMatchObject({
      ciphertext: null,
      sealed: { offset: file.length - 34, length: 34, pieces: true },
    })
    const open = envelope({ content: marked(context(0), der.octets(sealed)) })
    expect(readEnvelopeHead(open)).toMatchObject({
      ciphertext: null,
      sealed: { offset: open.length - 36, length: null, pieces: true },
    })
    const wrong = envelope({ content: marked(context(0, false), sealed) })
    expect(() => readEnvelopeHead(wrong)).toThrow(refused('bad-length'))
    expect(() => readEnvelopeHead(envelope({ content: der.explicit(1) }))).toThrow(refused('unexpected-tag'))
  })

  it.each<readonly [string, Plan, number, number]>([
    ['the whole', { outer: marked }, 0, 1],
    ['the tag around the body', { tagged: marked }, 0, 1],
    ['the body', { body: marked }, 0, 1],
    ['the content', { info: marked }, 1, 0],
    ['all of them', { outer: marked, tagged: marked, body: marked, info: marked }, 1, 3],
  ])('counts the marks at the ends of elements without a length: %s', (_what, plan, behindContent, atEnd) => {
    const file = envelope(plan)
    const { marks, whole } = readEnvelopeHead(file)
    expect(marks).toEqual({ behindContent, atEnd })
    expect(whole).toBe(plan.outer === undefined ? file.length : null)
  })

  it('must be here to the beginning of the ciphertext, and needs no more', () => {
    const file = envelope()
    const start = file.length - 32
    expect(readEnvelopeHead(file.subarray(0, start)).whole).toBe(file.length)
    for (let length = 0; length < start; length += 1)
      expect(() => readEnvelopeHead(file.subarray(0, length)), `${length}`).toThrow(refused('truncated'))
  })

  it('is looked for in the first megabyte', () => {
    expect(ENVELOPE_HEAD).toBe(1_048_576)
    const sender = (length: number) => envelope({ before: [der.explicit(0, new Uint8Array(length))] })
    expect(readEnvelopeHead(sender(1_000_000)).kind).toBe('enveloped')
    expect(() => readEnvelopeHead(sender(ENVELOPE_HEAD))).toThrow(refused('truncated'))
  })

  it('may have lengths of six bytes, but not of seven', () => {
    const long =
      (count: number): Wrap =>
      (tag, ...parts) => {
        const length = concat(...parts).length
        const bytes = new Uint8Array(count)
        new DataView(bytes.buffer).setUint16(count - 2, length)
        return concat(Uint8Array.of(tag, 0x80 | count), bytes, ...parts)
      }
    expect(readEnvelopeHead(envelope({ outer: long(6) })).whole).toBe(envelope({ outer: long(6) }).length)
    expect(() => readEnvelopeHead(envelope({ outer: long(7) }))).toThrow(refused('bad-length', 0))
    const head = envelope({
      outer: (tag, ...parts) => concat(Uint8Array.of(tag, 0x86, 1, 2, 3, 4, 5, 6), ...parts),
    })
    expect(readEnvelopeHead(head).whole).toBe(0x010203040506 + 8)
  })

  it('has a length for each small part', () => {
    const version = envelope({ before: [marked(context(0))] })
    expect(() => readEnvelopeHead(version)).toThrow(refused('bad-length'))
  })
})
