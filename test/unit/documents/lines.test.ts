import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../src/documents/pdf-writer/lines.ts'

/** Ten letters fit on a line. */
const lines = (text: string) => linesOf(text, 10, (part) => part.length)

describe('a text in lines', () => {
  it('is full to the last letter that fits', () => {
    expect(lines('一二三四五六七八九十')).toEqual(['一二三四五六七八九十'])
    expect(lines('一二三四五六七八九十甲')).toEqual(['一二三四五六七八九十', '甲'])
  })

  it('keeps a word together; one that is wider than a line begins on a line of its own', () => {
    expect(lines('网址 abcdefgh')).toEqual(['网址', 'abcdefgh'])
    expect(lines('网址 abcdefghijKLMNOPQRSTuv')).toEqual(['网址', 'abcdefghij', 'KLMNOPQRST', 'uv'])
    expect(lines('abcdefghijK')).toEqual(['abcdefghij', 'K'])
  })

  it('begins no line with a stop and ends none with an opening mark (GB/T 15834)', () => {
    expect(lines('一二三四五六七八九十。甲')).toEqual(['一二三四五六七八九', '十。甲'])
    expect(lines('一二三四五六七八九（甲）')).toEqual(['一二三四五六七八九', '（甲）'])
  })

  it('has an empty line where the text has one, and no spaces at the ends', () => {
    expect(lines('一\n\n二')).toEqual(['一', '', '二'])
    expect(lines('一二三四五六七八九 十')).toEqual(['一二三四五六七八九', '十'])
  })
})
