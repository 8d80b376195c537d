import { type PdfSigningRequest, prepareOfd, preparePdf, type StampPlace } from '../../src/documents/index.ts'
import { parseCertificate } from '../../src/pki/index.ts'
import { writePng } from '../../src/ra/seals/png.ts'
import { type Files, plainFiles } from './ofd-maker.ts'
import { ecSigner, type Party, rsaSigner, signer } from './parties.ts'
import { contents, type Objects, unsignedPdf } from './pdf-maker.ts'
import { type SealPlan, seal } from './seal-maker.ts'
import { trust } from './trust.ts'
import { zip } from './zip-maker.ts'

// Files that the product signs. The keys, certificates, seals and unsigned documents are of the makers beside this
// file; only what adds the signature is the product's.

export const signedAt = new Date('2026-11-26T00:00:00Z')

/** A red ring with an arrowhead that points up, to see whether a seal stands upright. Between them it is clear. */
export const ringPicture = (side = 120): Buffer => {
  const rgba = new Uint8Array(side * side * 4)
  const half = side / 2
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const far = Math.hypot(x + 0.5 - half, y + 0.5 - half)
      const isRing = far < half && far > half * 0.88
      const isArrow = y > side * 0.2 && y < side * 0.7 && Math.abs(x + 0.5 - half) < (y - side * 0.2) / 2
      if (isRing || isArrow) rgba.set([220, 20, 20, 255], (y * side + x) * 4)
    }
  return Buffer.from(writePng({ width: side, height: side, rgba }))
}

const picture = ['PNG', ringPicture()] as const

/** A seal that all honest signers may use, with a picture that can be drawn. */
export const drawnSeal = (plan: SealPlan = {}): Buffer =>
  seal({ users: [signer, rsaSigner, ecSigner], picture, ...plan })

export const unlisted = (files: Files): Files => {
  const start = files.get('OFD.xml')?.toString() ?? ''
  return new Map(files).set(
    'OFD.xml',
    Buffer.from(start.replace(/<ofd:Signatures>.*?<\/ofd:Signatures>/, '')),
  )
}

/** An OFD that nobody has signed, of A4 pages. */
export const unsignedOfd = (pages = 3, files: Files = plainFiles(pages)): Buffer =>
  zip([...unlisted(files)].map(([name, data], i) => ({ name, data, deflate: i % 2 === 0 })))

export type HereSigning = {
  readonly by?: Party
  readonly places?: readonly StampPlace[]
  readonly seal?: Buffer
  readonly time?: Date
  readonly overRefused?: boolean
}

const across: readonly StampPlace[] = [
  { kind: 'page', page: 1, left: 50, top: 60 },
  { kind: 'across-edges', top: 100 },
]

const requestOf = ({ by = signer, places = across, time = signedAt, overRefused = false }: HereSigning) => ({
  certificate: parseCertificate(by.certificate),
  places,
  time,
  trust,
  overRefused,
})

export const signOfd = (bytes: Uint8Array, plan: HereSigning = {}): Buffer => {
  const { by = signer } = plan
  const { toBeSigned, finish } = prepareOfd(bytes, { ...requestOf(plan), seal: plan.seal ?? drawnSeal() })
  return Buffer.from(finish(by.key.sign(toBeSigned)))
}

export const signPdf = (
  bytes: Uint8Array,
  plan: HereSigning & Partial<Omit<PdfSigningRequest, keyof HereSigning>> = {},
): Buffer => {
  const { by = signer } = plan
  const { toBeSigned, finish } = preparePdf(bytes, {
    ...plan,
    ...requestOf(plan),
    seal: plan.seal ?? drawnSeal(),
  })
  return Buffer.from(finish(by.key.sign(toBeSigned)))
}

/** Pages of A4, each with its own entries besides the usual ones; objects 10, 12, … are pages, 11, 13, … their texts. */
export const pdfObjects = (pages: readonly string[] = ['', '', ''], catalog = ''): Objects => ({
  1: `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
  2: `<</Type/Pages/Kids[${pages.map((_, i) => `${10 + 2 * i} 0 R`).join(' ')}]/Count ${pages.length}/MediaBox[0 0 595.28 841.89]>>`,
  5: '<</Font<</F1 6 0 R>>>>',
  6: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ...Object.fromEntries(
    pages.flatMap((more, i) => [
      [10 + 2 * i, `<</Type/Page/Parent 2 0 R/Contents ${11 + 2 * i} 0 R/Resources 5 0 R${more}>>`] as const,
      [11 + 2 * i, contents(`Page ${i + 1} Amount 100`)] as const,
    ]),
  ),
})

export const plainPdf = (pages?: readonly string[], catalog?: string): Buffer =>
  unsignedPdf(pdfObjects(pages, catalog))
