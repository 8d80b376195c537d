import { describe, expect, it } from 'vitest'
import { draftedSignature, ranged } from '../../../../src/documents/pdf-signing/signature-dictionary.ts'
import { readerAt, readValue } from '../../../../src/documents/pdf-structure/parser.ts'
import { textIn } from '../../../../src/documents/pdf-verification/form-fields.ts'

const statement = { signer: '张三', time: new Date('2026-12-31T16:30:05.999Z') }
const entriesOf = (drafted: Buffer) => {
  const value = readValue(readerAt(drafted, 0))
  if (value.kind !== 'dict') throw new Error(value.kind)
  return Object.fromEntries(
    [...value.entries].map(([key, one]) => [
      key,
      one.kind === 'name' ? one.name : one.kind === 'string' ? textIn(one) : one.kind,
    ]),
  )
}

describe('the dictionary of a signature', () => {
  it('says who signed, when in China and how, with room for the message', () => {
    const drafted = draftedSignature(statement, 3)
    expect(entriesOf(drafted)).toEqual({
      ...{ Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: 'adbe.pkcs7.detached', Name: '张三' },
      ...{ M: "D:20270101003005+08'00'", ByteRange: 'array', Contents: '\0\0\0' },
    })
    expect(drafted.toString('latin1')).toMatch(/\/Contents <000000>>>$/)
  })

  it('may say why and where', () => {
    const drafted = draftedSignature({ ...statement, reason: '同意', location: '' }, 1)
    expect(entriesOf(drafted)).toMatchObject({ Reason: '同意', Location: '' })
  })
})

describe('the range of a signature', () => {
  const drafted = draftedSignature(statement, 3)
  const bytes = Buffer.concat([Buffer.from('before'), drafted, Buffer.from('behind')])
  const made = ranged({ bytes: Buffer.from(bytes), bodyAt: new Map([[7, 6]]) }, 7, drafted)
  const start = bytes.indexOf('<000000>')

  it('is everything but the string with its brackets', () => {
    const text = made.bytes.toString('latin1')
    const range = `/ByteRange [0 ${start} ${start + 8} ${bytes.length - start - 8}]`
    expect(text).toContain(
      `${range.padEnd('/ByteRange [0 0000000000 0000000000 0000000000]'.length)}\n/Contents <000000>>>behind`,
    )
    expect(made.bytes).toHaveLength(bytes.length)
    expect(made.pieces.map((piece) => Buffer.from(piece))).toEqual([
      ...[made.bytes.subarray(0, start), made.bytes.subarray(start + 8)],
    ])
  })

  it('stays as it is when the message is filled in', () => {
    const filled = made.filled(Uint8Array.of(0xab, 0xcd))
    expect(filled.subarray(start, start + 8).toString()).toBe('<abcd00>')
    expect(made.bytes.subarray(start, start + 8).toString()).toBe('<000000>')
    expect(filled.subarray(0, start)).toEqual(made.bytes.subarray(0, start))
  })
})
