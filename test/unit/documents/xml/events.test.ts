import { describe, expect, it } from 'vitest'
import { type XmlEvent, xmlEvents } from '../../../../src/documents/xml/events.ts'

const inBytes = (xml: string | Uint8Array) => [...xmlEvents(typeof xml === 'string' ? Buffer.from(xml) : xml)]
const shown = (event: XmlEvent) => {
  if (event.kind === 'close') return '/'
  if (event.kind === 'text') return `"${event.text}"`
  return [event.name, ...[...event.attributes].map(([name, value]) => `${name}=${value}`)].join(' ')
}
const events = (xml: string | Uint8Array) => inBytes(xml).map(shown)
const refusal = (code: string) => expect.objectContaining({ code })
const damaged = refusal('damaged')

describe('what an XML file holds', () => {
  it.each<[string, readonly string[]]>([
    ['<a/>', ['a', '/']],
    ['<a></a>', ['a', '/']],
    ['<a ></a >', ['a', '/']],
    ['<a><b/>x<b>y</b></a>', ['a', 'b', '/', '"x"', 'b', '"y"', '/', '/']],
    ['<o:a><o:b/></o:a>', ['a', 'b', '/', '/']],
    ['<签 章="一"/>', ['签 章=一', '/']],
    ['<?xml version="1.0"?>\n<!-- <x> -->\n<a/>\n<?x y?><!---->', ['a', '/']],
    ['<a><!-- - -- <b> --><?x <b> ?></a>', ['a', '/']],
    ['<a>x<!---->y</a>', ['a', '"x"', '"y"', '/']],
    ['<a><![CDATA[<b>&amp;]]]]></a>', ['a', '"<b>&amp;]]"', '/']],
    ['<a>1<![CDATA[]]>2</a>', ['a', '"1"', '""', '"2"', '/']],
    ['\ufeff<a/>', ['a', '/']],
  ])('is told from the first letter to the last: %j', (xml, expected) => {
    expect(events(xml)).toEqual(expected)
  })

  it.each([
    '',
    ' ',
    'x',
    '<a>',
    '<a/><b/>',
    '<a></a><b></b>',
    '<a/>x',
    'x<a/>',
    '<a/>&#32;x',
    '<a/><![CDATA[ ]]>',
    '<a></b>',
    '<a><b></a></b>',
    '<o:a></a>',
    '<o:a></p:a>',
    '</a>',
    '<a/></a>',
    '<>x</>',
    '< a/>',
    '<"a"/>',
    '<a',
    '<a b="',
    '<a b=">"',
    '<a><!-- </a>',
    '<a><!--> </a>',
    '<!-- -',
    '<?x',
    '<a><![CDATA[ ]] </a>',
    '<!DOCTYPE a><a/>',
    '<a><!ELEMENT b></a>',
    '<a><![cdata[x]]></a>',
  ])('is refused where it breaks the rules: %j', (xml) => expect(() => inBytes(xml)).toThrow(damaged))

  it('comes one after the other until the first fault', () => {
    const reading = xmlEvents(Buffer.from('<a>x</b>'))
    expect(reading.next().value).toMatchObject({ kind: 'open', name: 'a' })
    expect(reading.next().value).toEqual({ kind: 'text', text: 'x' })
    expect(() => reading.next()).toThrow(damaged)
  })
})

describe('attributes', () => {
  it.each([
    [`<a b="1" c='2'/>`, 'a b=1 c=2'],
    [`<a b = "1"\n\tc='"'/>`, `a b=1 c="`],
    [`<a b="'>/"/>`, `a b='>/`],
    ['<a o:b="1" xmlns="x" xmlns:o="y"/>', 'a b=1'],
    ['<a xmlnsx="1"/>', 'a xmlnsx=1'],
    ['<a b="&lt;&#65;"/>', 'a b=<A'],
    ['<a b=""/>', 'a b='],
    ['<a b.-_:c1="1"/>', 'a c1=1'],
    ['<a b="1" ></a>', 'a b=1'],
    ['<a b="1" />', 'a b=1'],
    ['<a b="1"/>', 'a b=1'],
  ])('of %s are told: %s', (xml, expected) => expect(events(xml)[0]).toBe(expected))

  it.each([
    '<a b="1" b="2"/>',
    '<a b="1" o:b="2"/>',
    '<a b=1/>',
    '<a b/>',
    '<a b="1"c="2"/>',
    '<a b="<"/>',
    "<a b='<'/>",
    '<a b="1" x/>',
    '<a "1"/>',
    '<a b="&x;"/>',
    '<a/ b="1">',
  ])('are refused where they break the rules: %s', (xml) => expect(() => inBytes(xml)).toThrow(damaged))

  it('are up to 64 of an element, without those of namespaces', () => {
    const many = (count: number) =>
      `<a xmlns="x"${Array.from({ length: count }, (_, i) => ` a${i}=""`).join('')}/>`
    expect(inBytes(many(64))[0]).toMatchObject({ attributes: { size: 64 } })
    expect(() => inBytes(many(65))).toThrow(damaged)
  })

  it('are none where there are none', () => {
    expect(inBytes('<a/>')[0]).toEqual({ kind: 'open', name: 'a', attributes: new Map() })
  })
})

describe('references', () => {
  it.each([
    ['&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
    ['&#65;&#x42;&#x6c;&#x6C;', 'ABll'],
    ['&#0000065;', 'A'],
    ['&#x10FFFF;', '\u{10ffff}'],
    ['&#x10ffff;', '\u{10ffff}'],
    ['&#1114111;', '\u{10ffff}'],
    ['&#1;', '\u0001'],
    ['&#xD7FF;&#xE000;', '\ud7ff\ue000'],
    ['a&amp;b&amp;c', 'a&b&c'],
    ['&amp;amp;', '&amp;'],
    ['a;b', 'a;b'],
  ])('in %s mean %j', (text, meant) => expect(events(`<a>${text}</a>`)[1]).toBe(`"${meant}"`))

  it.each([
    '&',
    '&lt',
    '& lt;',
    '&;',
    '&LT;',
    '&x;',
    '&toString;',
    '&#;',
    '&#x;',
    '&#0;',
    '&#x0;',
    '&#x110000;',
    '&#1114112;',
    '&#xD800;',
    '&#xDFFF;',
    '&#00000065;',
    '&#x0000042;',
    '&#6A;',
    '&#X42;',
    '&#-1;',
    '&aaaaaaaaaaaaaaaaaa;',
  ])('are refused if they mean nothing: %s', (text) => {
    expect(() => inBytes(`<a>${text}</a>`)).toThrow(damaged)
  })
})

describe('the letters of an XML file', () => {
  const gbk = Buffer.from('d5c2', 'hex')
  const declared = (encoding: string, letters: Uint8Array) =>
    Buffer.concat([
      Buffer.from(`<?xml version='1.0' encoding=${encoding}?><a>`),
      letters,
      Buffer.from('</a>'),
    ])

  it.each(['"GBK"', "'gb2312'", '"GB18030"'])('are Chinese ones if it says %s', (encoding) => {
    expect(events(declared(encoding, gbk))).toEqual(['a', '"章"', '/'])
  })

  it.each(['"UTF-8"', '"utf8"', "'utf-8'"])('are those of UTF-8 if it says %s', (encoding) => {
    expect(events(declared(encoding, Buffer.from('章')))).toEqual(['a', '"章"', '/'])
    expect(() => inBytes(declared(encoding, gbk))).toThrow(damaged)
  })

  it('are those of UTF-8 if it says nothing', () => {
    expect(events('<a>章</a>')).toEqual(['a', '"章"', '/'])
    expect(() => inBytes(Buffer.concat([Buffer.from('<a>'), gbk, Buffer.from('</a>')]))).toThrow(damaged)
    expect(events('\ufeff<?xml version="1.0" encoding="UTF-8"?><a/>')).toEqual(['a', '/'])
  })

  it.each(['"UTF-16"', '"latin1"', '"xgbk"', '"gbkx"'])('are refused if it says %s', (encoding) => {
    expect(() => inBytes(declared(encoding, Buffer.from('x')))).toThrow(damaged)
  })
})

describe('the bounds of an XML file', () => {
  it('are 64 elements inside each other', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(inBytes(nested(64))).toHaveLength(128)
    expect(() => inBytes(nested(65))).toThrow(refusal('limits-exceeded'))
    expect(inBytes(`${'<a>'.repeat(63)}<b/><b/>${'</a>'.repeat(63)}`)).toHaveLength(130)
  })

  it('are 32 MiB', () => {
    const file = (size: number) => {
      const bytes = Buffer.alloc(size, ' ')
      bytes.write('<a/>')
      return xmlEvents(bytes)
    }
    expect(file(32 * 1024 * 1024).next().value).toMatchObject({ kind: 'open' })
    expect(() => file(32 * 1024 * 1024 + 1).next()).toThrow(refusal('limits-exceeded'))
  })
})
