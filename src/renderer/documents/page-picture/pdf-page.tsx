import { useEffect, useRef, useState } from 'react'
import { useAssistant } from '../../live/use-live.tsx'
import styles from './page-picture.module.css'
import { drawPdfPage, openPdf, type PDFDocumentProxy } from './pdf-document.ts'

export type PdfState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly document: PDFDocumentProxy }
  | { readonly kind: 'failed' }

/** The PDF while it is shown. Its worker ends with it. */
export const usePdf = (bytes: Uint8Array | null, attempt: number): PdfState => {
  const [state, setState] = useState<PdfState>({ kind: 'opening' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens it again
  useEffect(() => {
    if (bytes === null) return
    let gone = false
    let end = () => {}
    setState({ kind: 'opening' })
    void openPdf(bytes)
      .then(async (task) => {
        end = () => void task.destroy()
        if (gone) return end()
        const document = await task.promise
        if (!gone) setState({ kind: 'open', document })
      })
      .catch(() => {
        if (!gone) setState({ kind: 'failed' })
      })
    return () => {
      gone = true
      end()
    }
  }, [bytes, attempt])
  return state
}

type Props = {
  readonly document: PDFDocumentProxy
  /** Counted from 1. */
  readonly number: number
  /** The width on the screen. */
  readonly width: number
  readonly height: number
  readonly told: (text: readonly string[]) => void
  readonly failed: () => void
}

/** A page of a PDF, drawn into a canvas. */
export const PdfPage = ({ document, number, width, height, told, failed }: Props) => {
  const { words } = useAssistant()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    let gone = false
    setReady(false)
    const draw = async () => {
      const page = await document.getPage(number)
      if (gone || canvas.current === null) return
      // A canvas draws one picture at a time, so each drawing has its own until it is done.
      const sheet = window.document.createElement('canvas')
      const text = await drawPdfPage(page, sheet, width * window.devicePixelRatio)
      if (gone || canvas.current === null) return
      canvas.current.width = sheet.width
      canvas.current.height = sheet.height
      canvas.current.getContext('2d')?.drawImage(sheet, 0, 0)
      told(text)
      setReady(true)
    }
    draw().catch(() => {
      if (!gone) failed()
    })
    return () => {
      gone = true
    }
  }, [document, number, width, told, failed])
  return (
    <canvas
      ref={canvas}
      className={styles.sheet}
      style={{ aspectRatio: `${width} / ${height}` }}
      role="img"
      aria-label={words.documentPages.picture(number)}
      data-ready={ready}
    />
  )
}
