import { describe, expect, it } from 'vitest'
import { TAG } from '../../../../src/pki/der/tag.ts'
import { readText } from '../../../../src/pki/der/text.ts'

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
const utf8 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'))
const gbk = 'd6d0b9fa' // 中国
const name = '中国电信'

describe('a name in a certificate', () => {
  it.each(['utf8', 'printable', 'ia5', 'numeric', 'visible', 't61'] as const)(
    'is read as %s, with Chinese letters of UTF-8 too',
    (tag) => {
      expect(readText(TAG[tag], utf8('China Telecom 7\x7f'))).toBe('China Telecom 7\x7f')
      expect(readText(TAG[tag], utf8(name))).toBe(name)
      expect(readText(TAG[tag], hex(''))).toBe('')
    },
  )

  it.each([1023, 1024, 1025, 5000])('is read whole with %i letters', (length) => {
    expect(readText(TAG.utf8, utf8('n'.repeat(length)))).toBe('n'.repeat(length))
  })

  it('keeps a mark of byte order as a letter: two names that differ stay two', () => {
    expect(readText(TAG.utf8, hex('efbbbf41'))).toBe('\ufeffA')
  })

  it.each(['utf8', 'printable', 'ia5', 'numeric', 'visible'] as const)(
    'is none as %s if its bytes are not UTF-8',
    (tag) => {
      expect(readText(TAG[tag], hex(gbk))).toBeNull()
      expect(readText(TAG[tag], hex('80'))).toBeNull()
    },
  )

  it('may be GBK where old authorities wrote it', () => {
    expect(readText(TAG.t61, hex(gbk))).toBe('中国')
  })

  it('of two bytes for each letter is read, halves of letters left alone', () => {
    expect(readText(TAG.bmp, hex('4e2d56fd0041'))).toBe('中国A')
    expect(readText(TAG.bmp, hex('d83dde00'))).toBe('\u{1f600}')
    expect(readText(TAG.bmp, hex('ffff'))).toBe('\uffff')
    expect(readText(TAG.bmp, hex(''))).toBe('')
    expect(readText(TAG.bmp, hex('4e2d56'))).toBeNull()
    expect(readText(TAG.bmp, hex('4e'))).toBeNull()
  })

  it('of four bytes for each letter ends at the last letter that there is', () => {
    expect(readText(TAG.universal, hex('00004e2d0001f600'))).toBe('中\u{1f600}')
    expect(readText(TAG.universal, hex('0010ffff'))).toBe('\u{10ffff}')
    expect(readText(TAG.universal, hex('00110000'))).toBeNull()
    expect(readText(TAG.universal, hex('ffffffff'))).toBeNull()
    expect(readText(TAG.universal, hex('00004e'))).toBeNull()
    expect(readText(TAG.universal, hex('4e2d'))).toBeNull()
  })

  it('is none in what is no text', () => {
    for (const tag of [TAG.octetString, TAG.integer, TAG.sequence, TAG.utcTime])
      expect(readText(tag, utf8('text')), String(tag)).toBeNull()
  })
})
