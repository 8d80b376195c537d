import { describe, expect, it } from 'vitest'
import { pdfFrame } from '../../../../src/documents/pdf-drawing/pdf-frame.ts'

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
const pdfOf = (...objects: readonly string[]): Uint8Array => {
  let text = '%PDF-1.7\n'
  const places = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`
  const end = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text + table + end, 'latin1')
}
const catalogue = '<</Type/Catalog/Pages 2 0 R>>'
const pageWith = (entries: string) =>
  pdfFrame(pdfOf(catalogue, '<</Type/Pages/Kids[3 0 R]/Count 1>>', `<</Type/Page/Parent 2 0 R${entries}>>`))
/** Width and height in points, as a person sees the page. */
const sizeOf = (entries: string) => {
  const [page] = pageWith(entries).pages
  return [page?.width, page?.height].map((side) => Math.round(((side ?? 0) / 25.4) * 72 * 1000) / 1000)
}
const box = (...corners: readonly number[]) => `[${corners.join(' ')}]`

describe('the size of a page', () => {
  it.each<[string, string, readonly number[]]>([
    ['its MediaBox', `/MediaBox${box(0, 0, 300, 400)}`, [300, 400]],
    ['its MediaBox, whichever corners it names', `/MediaBox${box(310, 405, 10, 5)}`, [300, 400]],
    ['its CropBox within it', `/MediaBox${box(0, 0, 300, 400)}/CropBox${box(50, -20, 200, 100)}`, [150, 100]],
    [
      'its MediaBox if the CropBox lies outside',
      `/MediaBox${box(0, 0, 300, 400)}/CropBox${box(300, 0, 400, 9)}`,
      [300, 400],
    ],
    [
      'its MediaBox if the CropBox is empty',
      `/MediaBox${box(0, 0, 300, 400)}/CropBox${box(9, 9, 9, 90)}`,
      [300, 400],
    ],
    ['US letter if it has none', '', [612, 792]],
    ['US letter if its MediaBox is empty', `/MediaBox${box(0, 0, 0, 400)}`, [612, 792]],
    ['US letter if its MediaBox has three numbers', `/MediaBox${box(0, 0, 300)}`, [612, 792]],
    ['US letter if a corner is no number', '/MediaBox[0 0 /a 400]', [612, 792]],
    ['the largest that is drawn', `/MediaBox${box(0, 0, 14_400, 14_400)}`, [14_400, 14_400]],
    ['US letter if it is larger', `/MediaBox${box(0, 0, 14_401, 400)}`, [612, 792]],
    ['US letter if it is higher', `/MediaBox${box(0, 0, 400, 14_401)}`, [612, 792]],
    ['cut out of US letter', `/CropBox${box(0, 0, 100, 200)}`, [100, 200]],
  ])('is %s', (_, entries, size) => {
    expect(sizeOf(entries)).toEqual(size)
  })

  it.each([
    [0, [300, 400]],
    [90, [400, 300]],
    [180, [300, 400]],
    [270, [400, 300]],
    [-90, [400, 300]],
    [450, [400, 300]],
    [45, [300, 400]],
  ])('turned by %i is %j', (turn, size) => {
    expect(sizeOf(`/MediaBox${box(0, 0, 300, 400)}/Rotate ${turn}`)).toEqual(size)
  })
})

/** A page of 300 × 400 with the widget of a signature there. */
const signed = (entries: string, rect: string, more = '') =>
  pdfFrame(
    pdfOf(
      '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      `<</Type/Page/Parent 2 0 R/MediaBox[10 20 310 420]/Annots[4 0 R]${entries}>>`,
      `<</Type/Annot/Subtype/Widget/FT/Sig/T(章)/Rect${rect}/V 5 0 R${more}>>`,
      '<</Type/Sig/SubFilter/adbe.pkcs7.detached/ByteRange[0 1 2 3]/Contents<00>>>',
    ),
  )
const inPoints = (frame: ReturnType<typeof pdfFrame>) =>
  frame.stamps.map(({ page, box: { x, y, width, height }, clip }) => [
    ...[page, clip],
    ...[x, y, width, height].map((length) => Math.round((length / 25.4) * 72 * 1000) / 1000),
  ])

describe('the place of a signature', () => {
  it.each([
    [0, [30, 310, 60, 70]],
    [90, [20, 30, 70, 60]],
    [180, [210, 20, 60, 70]],
    [270, [310, 210, 70, 60]],
  ])('on a page that is turned by %i is seen from its top left', (turn, place) => {
    // From 30 to 90 across and from 20 to 90 up, seen from the corner of the paper.
    expect(inPoints(signed(`/Rotate ${turn}`, box(40, 40, 100, 110)))).toEqual([[0, null, ...place]])
  })

  it('is none if the widget has no size, or the field is no signature', () => {
    expect(signed('', box(40, 40, 40, 110)).stamps).toEqual([])
    expect(signed('', box(40, 40, 100, 40)).stamps).toEqual([])
    expect(signed('', '[1 2]').stamps).toEqual([])
    expect(pageWith(`/Annots[3 0 R]`).stamps).toEqual([])
  })
})

describe('a document with very many pages', () => {
  const many = (count: number) =>
    pdfFrame(
      pdfOf(
        catalogue,
        `<</Type/Pages/Count ${count}/Kids[${Array.from({ length: count }, (_, i) => `${i + 3} 0 R`).join(' ')}]>>`,
        ...Array.from({ length: count }, () => '<</Type/Page/Parent 2 0 R>>'),
      ),
    )

  it('is shown up to the page 5000, and says how many are left out', () => {
    expect([many(5000).pages.length, many(5000).leftOut]).toEqual([5000, []])
    const more = many(5002)
    expect([more.pages.length, more.leftOut]).toEqual([5000, [{ kind: 'too-much', count: 2 }]])
  })
})
