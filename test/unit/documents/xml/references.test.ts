import { describe, expect, it } from 'vitest'
import { type XmlEvent, xmlEvents } from '../../../../src/documents/xml/events.ts'

const inBytes = (xml: string | Uint8Array) => [...xmlEvents(typeof xml === 'string' ? Buffer.from(xml) : xml)]
const shown = (event: XmlEvent) => {
  if (event.kind === 'close') return '/'
  if (event.kind === 'text') return `"${event.text}"`
  return [event.name, ...[...event.attributes].map(([name, value]) => `${name}=${value}`)].join(' ')
}
const events = (xml: string | Uint8Array) => inBytes(xml).map(shown)
const damaged = expect.objectContaining({ code: 'damaged' })

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
