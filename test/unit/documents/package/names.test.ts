import { describe, expect, it } from 'vitest'
import { isFolder, nameOf, partsOf } from '../../../../src/documents/package/names.ts'

const utf8Flag = 0x800
const read = (text: string, flags = 0) => nameOf(Buffer.from(text, 'utf8'), flags)
const unsafe = (details: readonly string[]) => expect.objectContaining({ code: 'unsafe-name', details })

describe('the name of a file in a package', () => {
  it.each([
    ['OFD.xml', 'OFD.xml'],
    ['/Doc_0/Document.xml', 'Doc_0/Document.xml'],
    ['Doc_0\\Pages//Page_0/./Content.xml', 'Doc_0/Pages/Page_0/Content.xml'],
    ['Doc_0/...', 'Doc_0/...'],
    ['Doc_0/a..b', 'Doc_0/a..b'],
    ['发票/签章.xml', '发票/签章.xml'],
    ['Doc:1', 'Doc:1'],
    ['folder/', 'folder'],
  ])('%j is %j', (text, name) => expect(read(text)).toBe(name))

  it.each(['..', '../a', 'a/../b', 'a\\..\\b', 'c:/a', 'C:a', 'a\0b', 'a\nb', 'a\x1f', 'a\x7f'])(
    'that leads out or means something else is refused: %j',
    (text) => expect(() => read(text)).toThrow(unsafe([text])),
  )

  it('has 1000 bytes at most, and a refusal repeats 100 letters', () => {
    expect(read('n'.repeat(1000))).toHaveLength(1000)
    expect(() => read('n'.repeat(1001))).toThrow(unsafe(['n'.repeat(100)]))
  })

  it('in the letters of older Chinese systems is read, unless it says that it is UTF-8', () => {
    const gbk = Buffer.from('b7a2c6b12e786d6c', 'hex')
    expect(nameOf(gbk, 0)).toBe('发票.xml')
    expect(nameOf(gbk, 0xf7ff)).toBe('发票.xml')
    expect(() => nameOf(gbk, utf8Flag)).toThrow(unsafe([]))
    expect(read('发票', utf8Flag)).toBe('发票')
  })

  it('has parts between slashes of either kind', () => {
    expect(partsOf('/a//b\\c/./d/')).toEqual(['a', 'b', 'c', 'd'])
    expect(partsOf('../.x')).toEqual(['..', '.x'])
    expect(partsOf('')).toEqual([])
  })

  it('ends with a slash if it is a folder', () => {
    for (const text of ['', 'a/', 'a\\']) expect(isFolder(Buffer.from(text)), text).toBe(true)
    for (const text of ['a', 'a/b', '/a']) expect(isFolder(Buffer.from(text)), text).toBe(false)
  })
})
