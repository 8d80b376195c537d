import { describe, expect, it } from 'vitest'
import { draftsFor } from '../../../../src/documents/pdf-signing/drafts.ts'
import { freshFieldName, hangInForm, hangInPage, ownRef } from '../../../../src/documents/pdf-signing/form.ts'
import { firstFree, type NewObject, updatedPdf } from '../../../../src/documents/pdf-signing/update.ts'
import { openPdf } from '../../../../src/documents/pdf-structure/pdf-file.ts'
import { number, ref, serialised, string } from '../../../../src/documents/pdf-structure/serialised.ts'
import { type Objects, unsignedPdf, updated } from '../../../forgeries/pdf-maker.ts'

const catalog = { 1: '<</Type/Catalog>>' }
const damaged = expect.objectContaining({ code: 'damaged' })
const fileOf = (objects: Objects, trailer = '/Size 20/Root 1 0 R') =>
  openPdf(updated(unsignedPdf({ ...catalog, ...objects }), {}, trailer))
const body = (text: string) => Buffer.from(text)
const added = (trailer: string, ...objects: readonly NewObject[]) => {
  const file = fileOf({ 5: '(old)' }, trailer)
  const { bytes, bodyAt } = updatedPdf(file, objects)
  const text = bytes.subarray(file.bytes.length).toString('latin1')
  return { file, bytes, bodyAt, text, opened: openPdf(bytes) }
}

describe('the first free number', () => {
  it('is behind the highest and the size', () => {
    expect(firstFree(fileOf({}))).toBe(20)
    expect(firstFree(fileOf({ 30: '1' }))).toBe(31)
    expect(firstFree(fileOf({}, '/Root 1 0 R'))).toBe(2)
  })

  it('leaves room below what readers hold', () => {
    const sized = (size: number) => fileOf({}, `/Size ${size}/Root 1 0 R`)
    expect(firstFree(sized(8_288_607))).toBe(8_288_607)
    expect(() => firstFree(sized(8_288_608))).toThrow(expect.objectContaining({ code: 'limits-exceeded' }))
  })
})

describe('an update', () => {
  const usual = '/Size 20/Root 1 0 R'
  const one = { ref: ref(5), body: body('(new)') }

  it('stands behind the file, which stays as it was', () => {
    const { file, bytes, bodyAt, opened } = added(usual, one, { ref: ref(21), body: body('7') })
    expect(bytes.subarray(0, file.bytes.length)).toEqual(file.bytes)
    expect(opened.resolve(ref(5))).toMatchObject({ bytes: Uint8Array.from(body('new')) })
    expect(opened.resolve(ref(21))).toEqual(number(7))
    const at = bodyAt.get(5) ?? 0
    expect(bytes.subarray(at, at + 5).toString()).toBe('(new)')
    expect([...bodyAt.keys()]).toEqual([5, 21])
  })

  it('lists its objects in runs of numbers', () => {
    const { text, file } = added(
      usual,
      ...[7, 5, 6, 9].map((own) => ({ ref: ref(own, own === 9 ? 3 : 0), body: body('1') })),
    )
    const at = (own: number) =>
      String(file.bytes.length + text.indexOf(`${own} ${own === 9 ? 3 : 0} obj`)).padStart(10, '0')
    const rows = (own: number) => `${at(own)} 0000${own === 9 ? 3 : 0} n \n`
    expect(text).toContain(
      `xref\n5 3\n${rows(5)}${rows(6)}${rows(7)}9 1\n${rows(9)}trailer\n<</Size 20\n/Root 1 0 R\n/Prev `,
    )
    expect(text).toMatch(/>>\nstartxref\n\d+\n%%EOF\n$/)
  })

  it('has a size behind its objects, and the information of the file', () => {
    const { opened } = added(`${usual}/Info 5 0 R/Encrypt null/Other 1`, { ref: ref(40), body: body('1') })
    expect([...opened.trailer.entries.keys()]).toEqual(['Size', 'Root', 'Info', 'Prev'])
    expect(opened.trailer.entries.get('Size')).toEqual(number(41))
  })

  it('keeps the first part of the ID, and its second changes', () => {
    const ids = (value: string) => {
      const { opened } = added(`${usual}/ID[<01><02>]`, { ref: ref(5), body: body(value) })
      const items = opened.array(opened.trailer.entries.get('ID') ?? number(0))?.items ?? []
      return items.map((item) => serialised(item).toString())
    }
    const [first, second] = ids('1')
    expect(first).toBe('<01>')
    expect(second).toMatch(/^<[0-9a-f]{32}>$/)
    expect(ids('1')).toEqual([first, second])
    expect(ids('2')[1]).not.toBe(second)
    expect(added(`${usual}/ID[1 2]`, one).opened.trailer.entries.has('ID')).toBe(false)
  })

  it('begins on a line of its own', () => {
    const whole = unsignedPdf(catalog)
    const cut = openPdf(whole.subarray(0, -1))
    const { bytes, bodyAt } = updatedPdf(cut, [one])
    expect(bytes.subarray(cut.bytes.length, cut.bytes.length + 8).toString()).toBe('\n5 0 obj')
    expect(bytes.subarray(bodyAt.get(5)).toString().startsWith('(new)')).toBe(true)
    expect(openPdf(bytes).resolve(ref(5))).toMatchObject({ kind: 'string' })
    const returned = openPdf(Buffer.concat([whole.subarray(0, -1), body('\r')]))
    expect(updatedPdf(returned, [one]).bytes.subarray(whole.length).toString().startsWith('5 0 obj')).toBe(
      true,
    )
  })
})

describe('drafts', () => {
  it('number their objects from the first free one', () => {
    const drafts = draftsFor(fileOf({}))
    const later = drafts.reserve()
    expect([later, drafts.add(number(1)), drafts.add(string(body('a')))]).toEqual([ref(20), ref(21), ref(22)])
    drafts.put(later, body('raw'))
    drafts.put(ref(1), number(2))
    expect(drafts.objects.map((one) => [one.ref.number, Buffer.from(one.body).toString()])).toEqual([
      ...[
        [21, '1'],
        [22, '<61>'],
        [20, 'raw'],
        [1, '2'],
      ],
    ])
  })
})

const hung = (objects: Objects, hang: (...parts: Parameters<typeof hangInForm>) => void) => {
  const file = openPdf(unsignedPdf({ ...catalog, ...objects }))
  const drafts = draftsFor(file)
  hang(ref(9), file, drafts)
  return drafts.objects.map((one) => [one.ref.number, Buffer.from(one.body).toString().replaceAll('\n', '')])
}

describe('a field that is hung into the form', () => {
  it('makes a form where there is none', () => {
    expect(hung({}, hangInForm)).toEqual([
      [20, '<</Fields [9 0 R ]/SigFlags 3>>'],
      [1, '<</Type /Catalog/AcroForm 20 0 R>>'],
    ])
  })

  it('stands behind those that are there, in the object that holds them', () => {
    expect(hung({ 1: '<</AcroForm<</Fields[5 0 R]/SigFlags 4/DA(a)>>>>' }, hangInForm)).toEqual([
      [1, '<</AcroForm <</Fields [5 0 R 9 0 R ]/SigFlags 7/DA <61>>>>>'],
    ])
    expect(hung({ 1: '<</AcroForm 6 0 R>>', 6: '<</SigFlags/a>>' }, hangInForm)).toEqual([
      [6, '<</SigFlags 3/Fields [9 0 R ]>>'],
    ])
  })

  it('has a name that no other has', () => {
    const named = (...names: readonly string[]) =>
      freshFieldName(
        fileOf({
          1: `<</AcroForm<</Fields[${names.map((_, i) => `${i + 5} 0 R`).join(' ')}]>>>>`,
          ...Object.fromEntries(names.map((one, i) => [i + 5, `<</T(${one})>>`])),
        }),
      )
    expect([named(), named('Signature2'), named('Signature1', 'Signature2')]).toEqual([
      ...['Signature1', 'Signature1', 'Signature3'],
    ])
  })
})

describe('annotations that are hung into a page', () => {
  const hang = (...[field, file, drafts]: Parameters<typeof hangInForm>) =>
    hangInPage(ref(5), [field, ref(10)], file, drafts)

  it('stand behind those that are there', () => {
    expect(hung({ 5: '<</A 1>>' }, hang)).toEqual([[5, '<</A 1/Annots [9 0 R 10 0 R ]>>']])
    expect(hung({ 5: '<</Annots 6 0 R>>', 6: '[7 0 R]' }, hang)).toEqual([
      [5, '<</Annots [7 0 R 9 0 R 10 0 R ]>>'],
    ])
  })

  it('need a page', () => expect(() => hung({ 5: '1' }, hang)).toThrow(damaged))
})

describe('the number under which an object is written anew', () => {
  it('is that of its place', () => {
    const file = fileOf({ 5: '1' })
    expect(ownRef(ref(5), file)).toEqual(ref(5))
    for (const value of [number(5), ref(8), ref(0)]) expect(() => ownRef(value, file)).toThrow(damaged)
  })
})
