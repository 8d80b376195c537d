// Small PDF files written object by object.

const pdfOf = (objects: readonly string[]): Buffer => {
  let body = '%PDF-1.7\n'
  const places = objects.map((object, i) => {
    const place = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const lines = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const list = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}`
  return Buffer.from(
    `${body}${list}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  )
}

const stream = (text: string): string => `<</Length ${text.length}>>\nstream\n${text}\nendstream`
const page = (rest: string): string =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R${rest}>>`

/** As Chinese invoices have it: a font that is named and not embedded, with an encoding of the reader's own. */
export const chinesePdf = (): Buffer => {
  const letters = [...'测试发票'].map((letter) => letter.charCodeAt(0).toString(16).padStart(4, '0')).join('')
  return pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    page('/Resources<</Font<</F1 5 0 R>>>>'),
    stream(`BT /F1 24 Tf 30 120 Td <${letters}> Tj ET`),
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor 7 0 R>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>',
  ])
}

/** Scripts when it is opened and shown, and links over the whole page that lead out. */
export const hostilePdf = (): Buffer =>
  pdfOf([
    '<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\("http://example.com/"\\);)>>/AA<</WC<</S/URI/URI(http://example.com/)>>>>>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    page(
      '/Annots[5 0 R 6 0 R]/AA<</O<</S/JavaScript/JS(window.location="http://example.com/")>>>>/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>',
    ),
    stream('BT /F1 24 Tf 30 120 Td (Hostile) Tj ET'),
    '<</Type/Annot/Subtype/Link/Rect[0 0 300 200]/A<</S/URI/URI(http://example.com/)>>>>',
    '<</Type/Annot/Subtype/Link/Rect[0 0 300 200]/A<</S/Launch/F(/bin/sh)>>>>',
  ])
