import { describe, expect, it } from 'vitest'
import { readSignatureFile } from '../../../../src/documents/ofd-verification/signature-file.ts'
import { numberIn, readDocuments } from '../../../../src/documents/ofd-verification/signature-list.ts'
import { packageOf } from '../ofd-drawing/around.ts'

const refusal = (code: string, ...details: readonly string[]) => expect.objectContaining({ code, details })
const body = (inner: string) => `<DocBody><DocRoot>Doc/Document.xml</DocRoot>${inner}</DocBody>`
const read = (inner: string, files: Readonly<Record<string, string>> = {}) =>
  readDocuments(packageOf({ 'OFD.xml': `<OFD>${inner}</OFD>`, 'Doc/Document.xml': '<Document/>', ...files }))
const listed = (list: string) =>
  read(body('<Signatures>Doc/Signs/List.xml</Signatures>'), {
    'Doc/Signs/List.xml': list,
    'Doc/Signs/a.xml': '',
  })?.[0]?.list

describe('the number in an ID', () => {
  it.each([
    ['s001', 1],
    ['001', 1],
    [' 12 ', 12],
    [`${'x'.repeat(20)}3`, 3],
    ['s123456789', 123_456_789],
    ['s1234567890', null],
    [`${'x'.repeat(21)}3`, null],
    ['s1x', null],
    ['1s1', null],
    ['s', null],
    ['', null],
  ])('%j is %s', (id, number) => expect(numberIn(id)).toBe(number))
})

describe('the documents of an OFD', () => {
  it('are none in a package of another kind', () => expect(readDocuments(packageOf({ a: '' }))).toBeNull())

  it('have their first file, and no list of signatures unless they name one', () => {
    const plain = { root: 'Doc/Document.xml', hasVersions: false, list: null }
    expect(read(body(''))).toEqual([plain])
    expect(read(body('<Signatures> </Signatures><Versions/>'))).toEqual([{ ...plain, hasVersions: true }])
    expect(read(body('') + body(''))).toEqual([plain, plain])
  })

  it.each([
    ['<x/>', 'OFD.xml'],
    ['<DocBody/>', ''],
    ['<DocBody><DocRoot>none.xml</DocRoot></DocBody>', 'none.xml'],
    [body('<Signatures>none.xml</Signatures>'), 'none.xml'],
    [body('<Signatures>Doc/Document.xml</Signatures>'), 'Doc/Document.xml'],
  ])('are refused with %s', (inner, detail) => {
    expect(() => read(inner)).toThrow(refusal('damaged', detail))
  })

  it('are refused under another name', () => {
    const other = packageOf({ 'OFD.xml': `<Other>${body('')}</Other>`, 'Doc/Document.xml': '' })
    expect(() => readDocuments(other)).toThrow(refusal('damaged', 'OFD.xml'))
  })

  it('are up to a hundred', () => {
    expect(read(body('').repeat(100))).toHaveLength(100)
    expect(() => read(body('').repeat(101))).toThrow(refusal('limits-exceeded'))
  })
})

describe('a list of signatures', () => {
  it('has its entries as written, and the files that they mean', () => {
    const entries =
      '<Signature ID="s1" BaseLoc="a.xml" Relative="s0"/><Other/><Signature BaseLoc="/none"/><Signature/>'
    expect(listed(`<Signatures><MaxSignId> s009 </MaxSignId>${entries}</Signatures>`)).toEqual({
      ...{ file: 'Doc/Signs/List.xml', count: 3, maxId: 9 },
      entries: [
        { id: 's1', path: 'a.xml', file: 'Doc/Signs/a.xml', relative: 's0' },
        { id: '', path: '/none', file: null, relative: null },
        { id: '', path: '', file: null, relative: null },
      ],
    })
  })

  it('may be empty', () => {
    expect(listed('<Signatures/>')).toEqual({
      file: 'Doc/Signs/List.xml',
      entries: [],
      count: 0,
      maxId: null,
    })
  })

  it('is read up to 200 signatures, and counts them all', () => {
    const list = listed(`<Signatures>${'<Signature/>'.repeat(201)}</Signatures>`)
    expect([list?.entries.length, list?.count]).toEqual([200, 201])
  })
})

describe('the file of a signature', () => {
  const file = (xml: string, name = 'Doc/Sign.xml') =>
    readSignatureFile(name, packageOf({ 'Doc/Sign.xml': xml, 'Doc/a': '', 'Doc/b': '', 'Doc/seal': '' }))
  const signed = (info: string, rest = '') => `<Signature><SignedInfo>${info}</SignedInfo>${rest}</Signature>`
  const none = '<References/>'

  it('says what it protects, when, by which seal and value, and where it is shown', () => {
    const references = `<References CheckMethod="SHA256"><Reference FileRef="a"><CheckValue> x= </CheckValue></Reference><Reference/></References>`
    const stamps = '<StampAnnot ID="1" PageRef="2" Boundary="3" Clip="4"/><StampAnnot/>'
    const xml = signed(
      `${stamps}<SignatureDateTime> now </SignatureDateTime><Seal><BaseLoc>seal</BaseLoc></Seal>${references}`,
      '<SignedValue>b</SignedValue>',
    )
    expect(file(xml)).toEqual({
      ...{ name: 'Doc/Sign.xml', bytes: Buffer.from(xml), method: expect.any(String), statedTime: 'now' },
      ...{ seal: 'Doc/seal', signedValue: 'Doc/b' },
      references: [
        { path: 'a', file: 'Doc/a', value: 'x=' },
        { path: '', file: null, value: '' },
      ],
      stamps: [
        { id: '1', page: '2', boundary: '3', clip: '4' },
        { id: '', page: '', boundary: '', clip: null },
      ],
    })
  })

  it('may say nothing', () => {
    const bare = { statedTime: null, seal: undefined, signedValue: null, references: [], stamps: [] }
    expect(file(signed(none))).toMatchObject(bare)
    expect(file(signed(`${none}<Seal/>`, '<SignedValue>x</SignedValue>'))).toMatchObject({
      seal: null,
      signedValue: null,
    })
  })

  it.each([
    '<Signature/>',
    '<Signature><SignedInfo/></Signature>',
    `<Other><SignedInfo>${none}</SignedInfo></Other>`,
  ])('cannot be read if it is %s', (xml) =>
    expect(() => file(xml)).toThrow(refusal('signature-unreadable', 'Doc/Sign.xml')),
  )

  it('cannot be read if it is not there', () => {
    expect(() => file('', 'none')).toThrow(refusal('signature-unreadable', 'none'))
  })

  it('protects up to 20 000 files', () => {
    const many = (count: number) => signed(`<References>${'<Reference/>'.repeat(count)}</References>`)
    expect(file(many(20_000)).references).toHaveLength(20_000)
    expect(() => file(many(20_001))).toThrow(refusal('limits-exceeded', 'Doc/Sign.xml'))
  })
})
