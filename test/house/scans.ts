export type Picture = { readonly bytes: Uint8Array; readonly width: number; readonly height: number }

const dot: Picture = { bytes: new Uint8Array([0x78]), width: 1, height: 1 }

/** A PDF of one page with nothing but a picture on it, as a scanner makes it. By default the picture is one grey dot. */
export const scanned = (jpeg?: Picture): Uint8Array => {
  const { bytes, width, height } = jpeg ?? dot
  const coded = jpeg ? '/ColorSpace/DeviceRGB/Filter/DCTDecode' : '/ColorSpace/DeviceGray'
  const size = `/Width ${width}/Height ${height}/BitsPerComponent 8/Length ${bytes.length}`
  const parts = [
    '1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n',
    '2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n',
    '3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>\nendobj\n',
    `4 0 obj\n<</Type/XObject/Subtype/Image${size}${coded}>>\nstream\n${Buffer.from(bytes).toString('latin1')}\nendstream\nendobj\n`,
    '5 0 obj\n<</Length 30>>\nstream\nq 595 0 0 842 0 0 cm /I Do Q  \nendstream\nendobj\n',
  ]
  let text = '%PDF-1.4\n'
  const at = parts.map((part) => {
    const offset = text.length
    text += part
    return offset
  })
  const start = text.length
  const rows = at.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 6\n0000000000 65535 f \n${rows}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
