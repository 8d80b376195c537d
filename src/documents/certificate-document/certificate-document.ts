import { drawFields, type Field } from '../pdf-writer/fields-table.ts'
import { createFlow, type Flow } from '../pdf-writer/flow.ts'
import { drawFoot, type FootWords } from '../pdf-writer/foot.ts'
import { a4, createPaper, leading, type Paper, type PaperFacts } from '../pdf-writer/paper.ts'

/** What a certificate says, as a document to keep. All its texts come in the reader's language. */
export type CertificateDocument = {
  /** 数字证书 */
  readonly title: string
  readonly holder: string
  /** Stands below the holder: validity, and how the certificate stood when this was written. */
  readonly lines: readonly string[]
  /** Stands above the holder if the certificate is no real one. */
  readonly warning: string | null
  /** One part a certificate: its name and its fields, one or two in a row. */
  readonly parts: readonly { readonly heading: string; readonly rows: readonly (readonly Field[])[] }[]
  /** What this document is and is not. */
  readonly note: string
  /** Stands beside the assistant's own mark. */
  readonly mark: string
  readonly foot: FootWords
}

/** A long name is set smaller, so that the rest stays on its page. */
const holderSizes = [26, 20, 15, 11] as const
const inner = a4.width - 2 * a4.side

/** The product's mark: a key in a rounded square. It is no round seal and has no star, so that it imitates nobody's. */
const square = 'M7 1 H25 A6 6 0 0 1 31 7 V25 A6 6 0 0 1 25 31 H7 A6 6 0 0 1 1 25 V7 A6 6 0 0 1 7 1 Z'
const key =
  'M15.800 12.500 A3.800 3.800 0 1 1 8.200 12.500 A3.800 3.800 0 1 1 15.800 12.500 Z M14.800 15.300 L22.500 23 M20 20.500 L22.200 18.300 M17.600 18.100 L19.300 16.400'

const drawMark = (paper: Paper, mark: string, y: number): void => {
  const at = { x: a4.side, y, size: 26 }
  paper.drawing(square, at, 'azurite', 1.5)
  paper.drawing(key, at, 'azurite', 2.2)
  paper.line(mark, { x: a4.side + 36, y: y + 5 }, { size: 10, ink: 'azurite' })
}

const drawLines = (flow: Flow, text: string, size: number, ink: 'ink' | 'soft' | 'cinnabar'): void => {
  for (const line of flow.paper.lines(text, size, inner))
    flow.paper.line(line, { x: a4.side, y: flow.take(size * leading) }, { size, ink })
}

const holderSizeOf = (paper: Paper, holder: string): number =>
  holderSizes.find((size) => paper.lines(holder, size, inner).length <= 3) ?? 11

const drawPart = (flow: Flow, { heading, rows }: CertificateDocument['parts'][number]): void => {
  const y = flow.take(flow.room() < 70 ? flow.room() + 1 : 24)
  flow.paper.line(heading, { x: a4.side, y: y + 1 }, { size: 11.5, ink: 'azurite' })
  drawFields(flow, rows)
  flow.skip(16)
}

/** The certificate as a PDF: the holder large, the serial, what it is for, and until when. */
export const certificateDocument = (
  { title, holder, lines, warning, parts, note, mark, foot }: CertificateDocument,
  facts: Omit<PaperFacts, 'title'>,
): Promise<Uint8Array> => {
  const paper = createPaper({ ...facts, title: `${title} ${holder}` })
  drawMark(paper, mark, a4.top - 12)
  const flow = createFlow(paper, a4.top + 44, () => a4.top)
  drawLines(flow, title, 13, 'soft')
  if (warning !== null) flow.skip(2)
  if (warning !== null) drawLines(flow, warning, 11, 'cinnabar')
  flow.skip(6)
  drawLines(flow, holder, holderSizeOf(paper, holder), 'ink')
  flow.skip(6)
  for (const line of lines) drawLines(flow, line, 11, 'soft')
  flow.skip(20)
  for (const part of parts) drawPart(flow, part)
  drawLines(flow, note, 9, 'soft')
  return paper.finish((page, pages) => drawFoot(paper, foot, page, pages))
}
