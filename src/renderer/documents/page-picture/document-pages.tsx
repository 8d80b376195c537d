import { Button } from 'antd'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { PageDrawing, PageFrame, StampPlace } from '../../../shared/documents/drawing.ts'
import type { SignatureVerdict } from '../../../shared/documents/verdict.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { Note } from '../../parts/note.tsx'
import { isOpenNote, OfdPage } from './ofd-page.tsx'
import { LeftOutNote, PageCovers } from './page-notes.tsx'
import styles from './page-picture.module.css'
import { PdfPage, type PdfState, usePdf } from './pdf-page.tsx'
import { type Placement, PlacingBar, PlacingSurface, type SealToPlace, usePlacing } from './placing.tsx'
import { StampMark } from './stamp-marks.tsx'
import { Toolbar, type Zoom } from './toolbar.tsx'
import { type PagesSource, useDrawing, useTurning, useWidth } from './use-pages.ts'

export type { Placement, SealToPlace } from './placing.tsx'
export type { PagesSource } from './use-pages.ts'

type Props = {
  /** Sizes of all pages; nothing is shown without any. */
  readonly pages: readonly PageFrame[]
  readonly source: PagesSource
  readonly stamps: readonly StampPlace[]
  /** null: nobody has verified the file as it is. */
  readonly verdicts: readonly SignatureVerdict[] | null
  /** With both, a person chooses a place for this seal, and each place is told. `onPlace` must stay the same. */
  readonly seal?: SealToPlace
  readonly onPlace?: (placement: Placement) => void
}

const PageText = ({ number, text }: { readonly number: number; readonly text: readonly string[] | null }) => {
  const { words } = useAssistant()
  const say = words.documentPages
  if (text === null) return null
  return (
    <section className="unseen" aria-label={say.textTitle(number)}>
      {/* biome-ignore lint/suspicious/noArrayIndexKey: the lines of a page never move */}
      {text.length === 0 ? <p>{say.noText}</p> : text.map((line, i) => <p key={i}>{line}</p>)}
    </section>
  )
}

const Failed = ({ again }: { readonly again: () => void }) => {
  const { words } = useAssistant()
  const say = words.documentPages
  return <Note tone="bad" title={say.failed} actions={<Button onClick={again}>{say.tryAgain}</Button>} />
}

type Paper = PageFrame & { readonly across: number }

const PaperSheet = ({ width, height, across, children }: Paper & { readonly children: ReactNode }) => (
  <div className={styles.paper} style={{ width: across, aspectRatio: `${width} / ${height}` }}>
    {children}
  </div>
)

type PdfProps = {
  readonly pdf: PdfState
  readonly number: number
  readonly paper: Paper
  readonly told: (text: readonly string[] | null) => void
  readonly failed: () => void
}

const PdfSheet = ({ pdf, number, paper, told, failed }: PdfProps) => {
  const { width, height, across } = paper
  useEffect(() => () => told(null), [told])
  if (pdf.kind !== 'open' || across === 0) return null
  return (
    <PdfPage
      document={pdf.document}
      number={number + 1}
      width={across}
      height={Math.round((across * height) / width)}
      told={told}
      failed={failed}
    />
  )
}

type MarksProps = Pick<Props, 'stamps' | 'verdicts'> & { readonly number: number; readonly paper: PageFrame }

const StampMarks = ({ stamps, verdicts, number, paper }: MarksProps) =>
  stamps
    .filter(({ page }) => page === number)
    .map((stamp, i) => (
      <StampMark
        // biome-ignore lint/suspicious/noArrayIndexKey: the stamps of a page never move
        key={`${number} ${i}`}
        stamp={stamp}
        page={paper}
        verdict={verdicts?.find(({ id }) => id === stamp.signature)}
      />
    ))

/** What could not be drawn, told by the page itself and by the browser. */
const useTrouble = (source: PagesSource, number: number) => {
  const [attempt, setAttempt] = useState(0)
  const [refused, setRefused] = useState(0)
  const [broken, setBroken] = useState<string | null>(null)
  const now = `${number} ${attempt}`
  const fail = useCallback(() => setBroken(now), [now])
  const shown = useDrawing(source, number, attempt)
  const drawing: PageDrawing | null = shown.kind === 'drawn' && shown.number === number ? shown.drawing : null
  const leftOut =
    drawing === null
      ? []
      : [...drawing.leftOut, ...(refused > 0 ? [{ kind: 'font', count: refused } as const] : [])]
  const isBroken = shown.kind === 'failed' || broken === now
  return { attempt, drawing, leftOut, isBroken, fail, setRefused, again: () => setAttempt(attempt + 1) }
}

/** The pages of a document with the stamps on them, one at a time. */
export const DocumentPages = ({ pages, source, stamps, verdicts, seal, onPlace }: Props) => {
  const { words } = useAssistant()
  const say = words.documentPages
  const { number, turnTo, byKey } = useTurning(pages.length)
  const [zoom, setZoom] = useState<Zoom>('fit')
  const [pdfText, setPdfText] = useState<readonly string[] | null>(null)
  const { attempt, drawing, leftOut, isBroken, fail, setRefused, again } = useTrouble(source, number)
  const pdf = usePdf(source.kind === 'pdf' ? source.bytes : null, attempt)
  const size = drawing ?? pages[number] ?? { width: 210, height: 297 }
  const { frame, width } = useWidth(zoom, size)
  const paper = { width: size.width, height: size.height, across: width }
  const placing = usePlacing(seal ?? null, size)
  const hasFailed = isBroken || (source.kind === 'pdf' && pdf.kind === 'failed')
  const isLoading = !hasFailed && (source.kind === 'ofd' ? drawing === null : pdfText === null)
  const toPlace = seal === undefined ? null : { seal, page: size, placing }
  const { corner, scope } = placing
  useEffect(
    () => onPlace?.({ page: number, x: corner.x, y: corner.y, scope }),
    [onPlace, number, corner.x, corner.y, scope],
  )
  if (pages.length === 0) return null
  return (
    <section className={styles.pages} aria-label={say.pages} onKeyDown={byKey}>
      <Toolbar page={number} pages={pages.length} turnTo={turnTo} zoom={zoom} setZoom={setZoom} />
      {toPlace && <PlacingBar placing={placing} />}
      {hasFailed && <Failed again={again} />}
      <section
        className={styles.desk}
        ref={frame}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for those who have only a keyboard
        tabIndex={0}
        aria-label={say.page(number + 1, pages.length)}
      >
        <PaperSheet {...paper}>
          {isLoading && <p className={styles.loading}>{say.loading}</p>}
          {drawing !== null && <OfdPage drawing={drawing} number={number + 1} told={setRefused} />}
          {source.kind === 'pdf' && !hasFailed && (
            <PdfSheet pdf={pdf} number={number} paper={paper} told={setPdfText} failed={fail} />
          )}
          <StampMarks stamps={stamps} verdicts={verdicts} number={number} paper={size} />
          {toPlace && <PlacingSurface {...toPlace} />}
        </PaperSheet>
      </section>
      <PageText number={number + 1} text={source.kind === 'pdf' ? pdfText : (drawing?.text ?? null)} />
      <LeftOutNote leftOut={leftOut} />
      {drawing?.sheets.some((sheet) => isOpenNote(sheet, drawing)) && (
        <Note tone="soon" title={say.openNote} />
      )}
      <PageCovers cover={source.kind === 'pdf' ? null : (drawing?.cover ?? [])} verdicts={verdicts} />
    </section>
  )
}
