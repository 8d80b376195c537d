import { describe, expect, it } from 'vitest'
import { escaped, tagsIn } from '../../../../src/documents/xml/tags.ts'
import { childOf, childrenOf, readTree, textOf } from '../../../../src/documents/xml/tree.ts'

const tree = (xml: string, most?: number) => readTree(Buffer.from(xml), most)

describe('a tree', () => {
  it('has elements with their attributes, children and own text', () => {
    expect(tree('<o:a b="1">x<c>y</c>z<d/></o:a>')).toEqual({
      name: 'a',
      attributes: new Map([['b', '1']]),
      text: 'xz',
      children: [
        { name: 'c', attributes: new Map(), children: [], text: 'y' },
        { name: 'd', attributes: new Map(), children: [], text: '' },
      ],
    })
  })

  it('has as many elements as it may, and no more', () => {
    expect(tree('<a><b/><b/></a>', 3).children).toHaveLength(2)
    expect(() => tree('<a><b/><b/></a>', 2)).toThrow(expect.objectContaining({ code: 'limits-exceeded' }))
  })

  it('has up to 300 000 of them unless it is said', () => {
    const many = (count: number) => tree(`<a>${'<b/>'.repeat(count - 1)}</a>`)
    expect(many(300_000).children).toHaveLength(299_999)
    expect(() => many(300_001)).toThrow(expect.objectContaining({ code: 'limits-exceeded' }))
  })

  it('gives children by their names', () => {
    const root = tree('<a><b>1</b><c> 2\n</c><b>3</b><d/></a>')
    expect(childrenOf(root, 'b').map(({ text }) => text)).toEqual(['1', '3'])
    expect(childrenOf(root, 'x')).toEqual([])
    expect(childOf(root, 'c')?.text).toBe(' 2\n')
    expect(childOf(root, 'x')).toBeNull()
    expect([textOf(root, 'c'), textOf(root, 'd'), textOf(root, 'x')]).toEqual(['2', '', null])
  })

  it('does not choose between two children', () => {
    const root = tree('<a><b/><b/></a>')
    const refused = expect.objectContaining({ code: 'readers-disagree', details: ['b'] })
    expect(() => childOf(root, 'b')).toThrow(refused)
    expect(() => textOf(root, 'b')).toThrow(refused)
  })
})

describe('the tags of a text', () => {
  const tags = (text: string) =>
    tagsIn(text).map(({ kind, prefix, name, start, end }) => [kind, prefix, name, text.slice(start, end)])

  it('are told with their prefix and place', () => {
    expect(tags('x<o:a b="1">y<c/></o:a >')).toEqual([
      ['open', 'o:', 'a', '<o:a b="1">'],
      ['empty', '', 'c', '<c/>'],
      ['close', 'o:', 'a', '</o:a >'],
    ])
    expect(tagsIn('xy<a>')[0]).toMatchObject({ start: 2, end: 5 })
  })

  it('are not those of comments, data and instructions, nor of attributes', () => {
    expect(tags('<?xml a="<b>"?><!-- <c> --><![CDATA[<d>]]><e f="<g>" h=\'>\'/>')).toEqual([
      ['empty', '', 'e', '<e f="<g>" h=\'>\'/>'],
    ])
    expect(tags('<a b="/"></a>').map(([kind]) => kind)).toEqual(['open', 'close'])
  })

  it('may stand on several lines', () => {
    expect(tags('<!--\n<x>\n--><a\n b="\n"\n/>').map(([kind, , name]) => [kind, name])).toEqual([
      ['empty', 'a'],
    ])
  })
})

describe('a text between tags', () => {
  it('has its marks as references', () => {
    expect(escaped('<a b="c">&\'</a>')).toBe("&lt;a b=&quot;c&quot;&gt;&amp;'&lt;/a&gt;")
    expect(escaped('章')).toBe('章')
  })
})
