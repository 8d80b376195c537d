import { deflateSync } from 'node:zlib'
import { ofd, plainFiles } from '../forgeries/ofd-maker.ts'
import { imageResource, images, ofdBytes, path, text } from '../forgeries/page-maker.ts'
import { zip } from '../forgeries/zip-maker.ts'

const composites = (count: number, inner: (next: number) => string): string =>
  `<ofd:CompositeGraphicUnits>${Array.from({ length: count }, (_, i) => `<ofd:CompositeGraphicUnit ID="${i + 1}"><ofd:Content>${inner(i + 2)}</ofd:Content></ofd:CompositeGraphicUnit>`).join('')}</ofd:CompositeGraphicUnits>`
const composite = (id: number): string => `<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="${id}"/>`
const abbreviated = (data: string): string => path('', `<ofd:AbbreviatedData>${data}</ofd:AbbreviatedData>`)

/** Pages that are made to cost much. */
const hardPages: readonly Buffer[] = [
  ofdBytes({ layer: path().repeat(21_000) }),
  ofdBytes({ layer: '<ofd:PathObject/>'.repeat(99_000) }),
  ofdBytes({ layer: abbreviated(`M 0 0${' L 1 1'.repeat(700_000)}`) }),
  ofdBytes({
    layer: text('', `<ofd:TextCode X="0" Y="0" DeltaX="g 999999 1">${'字'.repeat(49_000)}</ofd:TextCode>`),
  }),
  ofdBytes({
    resources: composites(12, (next) => (next > 12 ? path() : composite(next).repeat(20))),
    layer: composite(1),
  }),
  ofdBytes({
    resources: composites(1, () => abbreviated(' '.repeat(5_000_000))),
    layer: composite(1).repeat(9000),
  }),
  ofdBytes({
    resources: composites(1, () => abbreviated(`M 0 0${' L 1 1'.repeat(50_000)}`)),
    layer: composite(1).repeat(9000),
  }),
  ofdBytes({ layer: '<ofd:PageBlock>'.repeat(60) + '</ofd:PageBlock>'.repeat(60) }),
  ofdBytes({
    resources: images(...Array.from({ length: 500 }, (_, i) => imageResource(i + 1, 'a.tif'))),
    files: { 'Doc_0/Res/a.tif': Buffer.alloc(6_000_000) },
    layer: Array.from(
      { length: 500 },
      (_, i) => `<ofd:ImageObject Boundary="0 0 9 9" ResourceID="${i + 1}"/>`,
    ).join(''),
  }),
  ofdBytes({
    resources: `<ofd:Fonts>${Array.from({ length: 500 }, (_, i) => `<ofd:Font ID="${i + 1}" FontName="f${i}"><ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font>`).join('')}</ofd:Fonts>`,
    files: { 'Doc_0/Res/a.ttf': Buffer.alloc(6_000_000) },
    layer: Array.from({ length: 500 }, (_, i) =>
      text('', '<ofd:TextCode>甲</ofd:TextCode>').replace('Font="3"', `Font="${i + 1}"`),
    ).join(''),
  }),
]

/** Files that are made to cost much. */
export const hard: readonly Buffer[] = [
  Buffer.from(`%PDF-1.7\n${'<<'.repeat(500_000)}\nstartxref\n9\n%%EOF`),
  Buffer.from(`%PDF-1.7\n${'/ByteRange'.repeat(200_000)}\nstartxref\n9\n%%EOF`),
  Buffer.from(`%PDF-1.7\n1 0 obj${'['.repeat(1_000_000)}\nstartxref\n9\n%%EOF`),
  Buffer.from(
    `%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF`,
  ),
  zip([{ name: 'OFD.xml', data: Buffer.alloc(30_000_000, '<a>'), deflate: true }]),
  zip([{ name: 'OFD.xml', data: Buffer.from(`<a ${'b="c" '.repeat(300_000)}/>`), deflate: true }]),
  zip([{ name: 'OFD.xml', data: Buffer.from('&amp;'.repeat(1_000_000)), deflate: true }]),
  zip(Array.from({ length: 19_000 }, (_, i) => ({ name: `a/${i}`, data: Buffer.alloc(0) }))),
  ofd({
    files: plainFiles(2),
    after: (files) =>
      void files.set(
        'Doc_0/Signs/Signatures.xml',
        Buffer.from(
          `<Signatures>${'<Signature ID="1" BaseLoc="Sign_0/Signature.xml"/>'.repeat(100_000)}</Signatures>`,
        ),
      ),
  }),
  Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj<</Type/ObjStm/N 9/First 9/Filter/FlateDecode/Length 99999>>stream\n'),
    deflateSync(Buffer.alloc(60_000_000)),
    Buffer.from('\nendstream endobj\nstartxref\n9\n%%EOF'),
  ]),
  ...hardPages,
]
