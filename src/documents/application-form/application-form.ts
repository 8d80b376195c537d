import { barsOf } from '../pdf-writer/bars.ts'
import { drawFields, type Field } from '../pdf-writer/fields-table.ts'
import { createFlow, type Flow } from '../pdf-writer/flow.ts'
import { drawFoot, type FootWords } from '../pdf-writer/foot.ts'
import { a4, createPaper, leading, type Paper, type PaperFacts } from '../pdf-writer/paper.ts'
import { drawSignatures, type SignatureBox } from './signature-boxes.ts'

/** An application that is printed, signed, stamped and scanned. All its texts come in the reader's language. */
export type ApplicationForm = {
  /** 数字证书续期申请表 */
  readonly title: string
  /** Who receives it. */
  readonly authority: string
  /** The number of the request, drawn as bars too. */
  readonly number: Field
  readonly sections: readonly {
    readonly heading: string
    /** Each row holds one field or two. An empty value is a place to write by hand. */
    readonly rows: readonly (readonly Field[])[]
  }[]
  /** What the applicant declares with the signature. */
  readonly declaration: string
  readonly signatures: readonly SignatureBox[]
  /** How to hand the form in. */
  readonly note: string
  readonly foot: FootWords
}

const titleSize = 20
const textSize = 10
const barsWidth = 170
const inner = a4.width - 2 * a4.side

const drawBars = (paper: Paper, { label, value }: Field, right: number, y: number): void => {
  const bars = barsOf(value)
  const x = right - barsWidth
  const height = bars === null ? 0 : 30
  const each = barsWidth / (bars?.length ?? 1)
  for (const { index } of (bars ?? '').matchAll(/1/g))
    paper.fill({ x: x + index * each, y, width: each, height }, 'ink')
  const [shown = ''] = paper.lines(`${label} ${value}`, 8, barsWidth)
  paper.line(shown, { x: right, y: y + height + 4 }, { size: 8, ink: 'soft', align: 'right' })
}

/** Draws the top of the first page and tells where the content begins. */
const drawHead = (paper: Paper, form: ApplicationForm): number => {
  drawBars(paper, form.number, a4.width - a4.side, a4.top)
  const width = inner - barsWidth - 20
  let { top: y } = a4
  for (const line of paper.lines(form.authority, textSize, width)) {
    paper.line(line, { x: a4.side, y }, { size: textSize, ink: 'soft' })
    y += textSize * leading
  }
  for (const line of paper.lines(form.title, titleSize, width)) {
    paper.line(line, { x: a4.side, y }, { size: titleSize })
    y += titleSize * 1.35
  }
  return Math.max(y, a4.top + 46) + 12
}

/** Draws the top of a later page. */
const drawRepeatedHead = (paper: Paper, { title, number }: ApplicationForm): number => {
  const [shown = ''] = paper.lines(`${title} · ${number.value}`, 8, inner)
  paper.line(shown, { x: a4.side, y: a4.top - 20 }, { size: 8, ink: 'soft' })
  return a4.top
}

const drawText = (flow: Flow, text: string, ink: 'ink' | 'soft', size = textSize): void => {
  for (const line of flow.paper.lines(text, size, inner))
    flow.paper.line(line, { x: a4.side, y: flow.take(size * leading) }, { size, ink })
}

const drawSection = (flow: Flow, section: ApplicationForm['sections'][number]): void => {
  const { paper } = flow
  // A heading never stands alone at the end of a page.
  const y = flow.take(flow.room() < 70 ? flow.room() + 1 : 24)
  paper.fill({ x: a4.side, y: y + 3, width: 3, height: 12 }, 'azurite')
  paper.line(section.heading, { x: a4.side + 10, y: y + 1 }, { size: 11.5, ink: 'azurite' })
  drawFields(flow, section.rows)
  flow.skip(14)
}

/** The application form as a PDF. */
export const applicationForm = (
  form: ApplicationForm,
  facts: Omit<PaperFacts, 'title'>,
): Promise<Uint8Array> => {
  const paper = createPaper({ ...facts, title: `${form.title} ${form.number.value}` })
  const flow = createFlow(paper, drawHead(paper, form), () => drawRepeatedHead(paper, form))
  for (const section of form.sections) drawSection(flow, section)
  drawText(flow, form.declaration, 'ink')
  flow.skip(10)
  drawSignatures(flow, form.signatures)
  flow.skip(12)
  drawText(flow, form.note, 'soft', 9)
  return paper.finish((page, pages) => drawFoot(paper, form.foot, page, pages))
}
