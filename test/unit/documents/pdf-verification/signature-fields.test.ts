import { describe, expect, it } from 'vitest'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { signedRange } from '../../../../src/documents/pdf-verification/byte-range.ts'
import {
  type PdfSignature,
  signaturesOf,
} from '../../../../src/documents/pdf-verification/signature-fields.ts'
import { type Objects, unsignedPdf } from '../../../forgeries/pdf-maker.ts'

const signaturesIn = (objects: Objects, fields = '7 0 R') =>
  signaturesOf(openPdf(unsignedPdf({ 1: `<</AcroForm<</Fields[${fields}]>>>>`, ...objects })))
/** The signature whose dictionary has these entries. */
const signature = (entries: string, more: Objects = {}): PdfSignature => {
  const [found] = signaturesIn({ 7: '<</FT/Sig/T(a)/V 8 0 R>>', 8: `<<${entries}>>`, ...more })
  if (found === undefined) throw new Error('no signature')
  return found
}

describe('the signatures of a document', () => {
  it('are those that its fields hold', () => {
    const objects = {
      7: '<</FT/Sig/T(a)/V 8 0 R>>',
      8: '<</SubFilter/x>>',
      9: '<</FT/Sig/T(empty)>>',
      10: '<</FT/Tx/T(text)/V 8 0 R>>',
      11: '<</FT/Sig/T(b)/V<</SubFilter 12 0 R>>>>',
      12: '/y',
      13: '<</FT/Sig/T(no)/V(text)>>',
    }
    const found = signaturesIn(objects, '7 0 R 9 0 R 10 0 R 11 0 R 13 0 R')
    expect(found.map(({ id, subFilter }) => [id, subFilter])).toEqual([
      ['a', 'x'],
      ['b', 'y'],
    ])
  })

  it('are told once, by the first of their fields', () => {
    const twice = { 7: '<</FT/Sig/T(a)/V 9 0 R>>', 8: '<</FT/Sig/T(b)/V 9 0 R>>', 9: '<<>>' }
    expect(signaturesIn(twice, '7 0 R 8 0 R').map(({ id }) => id)).toEqual(['a'])
  })

  it('may lack everything', () => {
    expect(signature('')).toMatchObject({
      ...{ id: 'a', contents: null, range: null, subFilter: '', statedTime: null },
    })
  })

  it('hold their value as a string of figures in the dictionary itself', () => {
    expect(signature('/Contents<4142>').contents?.bytes).toEqual(Buffer.from('AB'))
    expect(signature('/Contents(AB)').contents).toBeNull()
    expect(signature('/Contents 9 0 R', { 9: '<4142>' }).contents).toBeNull()
    expect(signaturesIn({ 7: '<</FT/Sig/V<</Contents<41>>>>>' })[0]?.contents?.bytes).toEqual(
      Buffer.from('A'),
    )
  })

  it.each([
    ['[0 1 2 3]', [0, 1, 2, 3]],
    ['[0 1 2]', null],
    ['[0 1 2 3 4]', null],
    ['[0 1 2 /a]', null],
    ['[0 -1 2 3]', null],
    ['[0 1 2.5 3]', null],
    ['[0 1 2 99999999999999999999]', null],
    ['7', null],
  ])('have the range %s: %j', (range, expected) => {
    expect(signature(`/ByteRange ${range}`).range).toEqual(expected)
  })

  it.each([
    ['D:20260102030405Z', '2026-01-02T03:04:05.000Z'],
    ["D:20260102030405+08'00'", '2026-01-01T19:04:05.000Z'],
    ["D:20260102030405-05'30", '2026-01-02T08:34:05.000Z'],
    ['D:20260102030405+0930', '2026-01-01T17:34:05.000Z'],
    ["D:20260102030405+01'", '2026-01-02T02:04:05.000Z'],
    ['D:20260102030405', '2026-01-01T19:04:05.000Z'],
    ['D:20261302030405Z', null],
    ['D:20260102', null],
    ['20260102030405Z', null],
    ['xD:20260102030405Z', null],
    ['', null],
  ])('state the time %s as %s', (text, moment) => {
    expect(signature(`/M(${text})`).statedTime?.toISOString() ?? null).toBe(moment)
  })

  it('may state their time elsewhere', () => {
    expect(signature('/M 9 0 R', { 9: '(D:20260102030405Z)' }).statedTime).not.toBeNull()
  })
})

/** Bytes in which the value stands from 10 to 20. */
const bytesOf = (tail: string, behind = '') => Buffer.from(`${'a'.repeat(10)}<01234567>${tail}${behind}`)
const rangeIn = (bytes: Buffer, range: PdfSignature['range'], hasContents = true) =>
  signedRange(
    {
      ...{ id: '', subFilter: '', statedTime: null, range },
      dict: { kind: 'dict', entries: new Map(), start: 0 },
      contents: hasContents
        ? { kind: 'string', bytes: Buffer.alloc(4), isHex: true, start: 10, end: 20 }
        : null,
    },
    bytes,
  )

describe('the range that is signed', () => {
  it('is all of the file but the value', () => {
    const bytes = bytesOf('rest')
    expect(rangeIn(bytes, [0, 10, 20, 4])).toEqual({
      pieces: [bytes.subarray(0, 10), bytes.subarray(20, 24)],
      end: 24,
    })
  })

  it.each(['', '\n', '\r', '\r\n'])('may end before later parts, behind the mark of an end and %j', (end) => {
    const tail = `${'x'.repeat(30)}%%EOF${end}`
    const found = rangeIn(bytesOf(tail, '.later'), [0, 10, 20, tail.length])
    expect(found?.end).toBe(20 + tail.length)
    expect(Buffer.from(found?.pieces[1] ?? []).toString()).toBe(tail)
  })

  it.each(['%%EOF\n\n', '%%EOF ', '%%EO', 'x'])('does not end before later parts behind %j', (tail) => {
    expect(rangeIn(bytesOf(tail, '.later'), [0, 10, 20, tail.length])).toBeNull()
    expect(rangeIn(bytesOf(tail), [0, 10, 20, tail.length])).not.toBeNull()
  })

  it('may be all of the mark and nothing else, but the mark does not reach into the value', () => {
    expect(rangeIn(bytesOf('%%EOF', 'x'), [0, 10, 20, 5])).not.toBeNull()
    expect(rangeIn(bytesOf('', 'x'), [0, 10, 20, 0])).toBeNull()
  })

  it.each<[string, PdfSignature['range']]>([
    ['that is none', null],
    ['that begins later', [1, 10, 20, 4]],
    ['that leaves more before the value', [0, 9, 20, 4]],
    ['that takes the bracket before the value', [0, 11, 20, 4]],
    ['that takes the bracket behind the value', [0, 10, 19, 5]],
    ['that leaves more behind the value', [0, 10, 21, 3]],
    ['that ends behind the file', [0, 10, 20, 5]],
  ])('is none %s', (_, range) => expect(rangeIn(bytesOf('rest'), range)).toBeNull())

  it('is none without a value', () => {
    expect(rangeIn(bytesOf('rest'), [0, 10, 20, 4], false)).toBeNull()
  })
})
