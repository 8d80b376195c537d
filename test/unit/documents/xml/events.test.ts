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
