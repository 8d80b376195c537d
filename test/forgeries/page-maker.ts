import { zip } from './zip-maker.ts'

// OFD files with pages made for one question each.

const space = 'xmlns:ofd="http://www.ofdspec.org/2016"'

export type PagePlan = {
  /** What stands in the one layer of the page. */
  readonly layer?: string
  /** What stands in place of all layers. */
  readonly content?: string
  /** What stands in the page before its content: Template, PageRes, Area. */
  readonly head?: string
  /** What stands in the resources of the document. */
  readonly resources?: string
  /** What stands in CommonData, and behind the list of pages. */
  readonly common?: string
  readonly more?: string
  readonly files?: Readonly<Record<string, string | Uint8Array>>
}

const bytesOf = (data: string | Uint8Array): Uint8Array =>
  typeof data === 'string' ? Buffer.from(data) : data

/** The bytes of an unsigned OFD of one page. */
export const ofdBytes = (plan: PagePlan = {}): Buffer => {
  const { layer = '', content, head = '', resources = '', common = '', more = '', files = {} } = plan
  const all: Readonly<Record<string, string | Uint8Array>> = {
    'OFD.xml': `<ofd:OFD ${space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Doc_0/Document.xml': `<ofd:Document ${space}><ofd:CommonData><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>${common}<ofd:PageArea><ofd:PhysicalBox>0 0 100 100</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Content.xml"/></ofd:Pages>${more}</ofd:Document>`,
    'Doc_0/PublicRes.xml': `<ofd:Res ${space} BaseLoc="Res">${resources}</ofd:Res>`,
    'Doc_0/Pages/Content.xml': `<ofd:Page ${space}>${head}<ofd:Content>${content ?? `<ofd:Layer ID="2">${layer}</ofd:Layer>`}</ofd:Content></ofd:Page>`,
    ...files,
  }
  return zip(Object.entries(all).map(([name, data]) => ({ name, data: bytesOf(data), deflate: true })))
}

/** A PNG that declares this size and has nothing else. */
export const pngOf = (width: number, height: number): Buffer => {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([head, size, Buffer.from('0802000000', 'hex')])
}

export const imageResource = (id: number, file: string): string =>
  `<ofd:MultiMedia ID="${id}" Type="Image"><ofd:MediaFile>${file}</ofd:MediaFile></ofd:MultiMedia>`
export const images = (...list: readonly string[]): string =>
  `<ofd:MultiMedias>${list.join('')}</ofd:MultiMedias>`
export const square = '<ofd:AbbreviatedData>M 0 0 L 10 0 L 10 10 L 0 10 C</ofd:AbbreviatedData>'
export const path = (attributes = '', inner = square): string =>
  `<ofd:PathObject ID="9" Boundary="0 0 10 10" ${attributes}>${inner}</ofd:PathObject>`
export const text = (attributes: string, inner: string): string =>
  `<ofd:TextObject ID="8" Boundary="0 0 100 10" Font="3" Size="5" ${attributes}>${inner}</ofd:TextObject>`
