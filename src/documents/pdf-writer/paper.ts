import { create } from 'fontkit'
import PDFDocument from 'pdfkit'
import { createLetters } from './letters.ts'
import { linesOf } from './lines.ts'

/** The pigments of the product on white paper. */
export const inks = {
  ink: '#1B2430',
  soft: '#5B626C',
  azurite: '#1F6280',
  cinnabar: '#B93A2B',
  hairline: '#C9C4BA',
  wash: '#F4F1EB',
} as const

export type Ink = keyof typeof inks

export type PaperFacts = {
  readonly title: string
  /** The program that wrote it. */
  readonly creator: string
  readonly language: 'zh-CN' | 'en'
  /** When it was made. The same input gives the same bytes, so the writer never looks at a clock. */
  readonly created: Date
  /** An open font in TrueType with the Chinese letters. Only the shapes that are used go into the document. */
  readonly font: Uint8Array
}

type At = { readonly x: number; readonly y: number }
type Look = { readonly size: number; readonly ink?: Ink }
type Box = At & { readonly width: number; readonly height: number }

/** A4 in points, and its margins. */
export const a4 = { width: 595.28, height: 841.89, side: 56, top: 56, bottom: 64 } as const

/** Height of a line in parts of its size: Chinese needs air. */
export const leading = 1.5

export type Paper = {
  /** One line; `y` is its upper edge. */
  line(text: string, at: At, look: Look & { readonly align?: 'left' | 'center' | 'right' }): void
  /** The text in lines that fit. Draw each with `line`. */
  lines(text: string, size: number, width: number): readonly string[]
  rule(from: At, to: At, ink?: Ink): void
  frame(box: Box, look?: { readonly ink?: Ink; readonly round?: number }): void
  fill(box: Box, ink: Ink, round?: number): void
  /** A drawing as an SVG path, in a square of 32, with its left upper corner and its size. */
  drawing(path: string, at: At & { readonly size: number }, ink: Ink, thick: number): void
  addPage(): void
  /** Whether a letter had to be written as its number. */
  readonly numbered: boolean
  /** Writes the foot of every page and closes the document. */
  finish(foot: (page: number, pages: number) => void): Promise<Uint8Array>
}

const toBytes = (document: PDFKit.PDFDocument): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    document.on('error', reject)
    document.end()
  })

const emptyDocument = ({ title, creator, language, created, font }: PaperFacts): PDFKit.PDFDocument => {
  const document = new PDFDocument({
    ...{ size: [a4.width, a4.height], margin: 0, bufferPages: true, displayTitle: true, pdfVersion: '1.7' },
    lang: language,
    // Otherwise the library begins with Helvetica, which it does not embed.
    font: '',
    info: { Title: title, Creator: creator, Producer: creator, CreationDate: created, ModDate: created },
  })
  return document.font(font)
}

/** A document of A4 pages in one embedded font. Everything is drawn where the caller says; nothing flows by itself. */
export const createPaper = (facts: PaperFacts): Paper => {
  const opened = create(Buffer.from(facts.font.buffer, facts.font.byteOffset, facts.font.byteLength))
  if (!('hasGlyphForCodePoint' in opened)) throw new Error('The font file holds several fonts')
  const letters = createLetters(opened)
  const document = emptyDocument(facts)
  const widthOf = (text: string, size: number): number => document.fontSize(size).widthOfString(text)
  return {
    line: (text, { x, y }, { size, ink = 'ink', align = 'left' }) => {
      const spelt = letters.spelt(text)
      const shift = align === 'left' ? 0 : widthOf(spelt, size) / (align === 'center' ? 2 : 1)
      document.fontSize(size).fillColor(inks[ink])
      if (spelt !== '') document.text(spelt, x - shift, y, { lineBreak: false })
    },
    lines: (text, size, width) => linesOf(letters.spelt(text), width, (part) => widthOf(part, size)),
    rule: (from, to, ink = 'hairline') => {
      document.moveTo(from.x, from.y).lineTo(to.x, to.y).lineWidth(0.6).strokeColor(inks[ink]).stroke()
    },
    frame: ({ x, y, width, height }, { ink = 'hairline', round = 0 } = {}) => {
      document.roundedRect(x, y, width, height, round).lineWidth(0.6).strokeColor(inks[ink]).stroke()
    },
    fill: ({ x, y, width, height }, ink, round = 0) => {
      document.roundedRect(x, y, width, height, round).fill(inks[ink])
    },
    drawing: (path, { x, y, size }, ink, thick) => {
      document
        .save()
        .translate(x, y)
        .scale(size / 32)
      document.lineWidth(thick).lineCap('round').lineJoin('round').path(path).stroke(inks[ink])
      document.restore()
    },
    addPage: () => {
      document.addPage()
    },
    get numbered() {
      return letters.numbered
    },
    finish: (foot) => {
      const { count } = document.bufferedPageRange()
      for (let page = 0; page < count; page += 1) {
        document.switchToPage(page)
        foot(page + 1, count)
      }
      return toBytes(document)
    },
  }
}
