import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'

export type { PDFDocumentProxy, PDFPageProxy }

/** As many pixels as a page may have on the screen, and a picture in it. */
const mostPixels = 40_000_000
/** Written by scripts/pdfjs-files.mjs. */
const folder = (name: string): string => new URL(`./pdfjs/${name}/`, document.baseURI).href

/**
 * Opens a PDF in a worker of our own origin. The library is loaded only for this. Nothing is fetched but its own
 * files; no script of the document runs, because none of the parts that run them is ever loaded, and WebAssembly stays
 * off, because the policy of the pages does not allow it.
 */
export const openPdf = async (bytes: Uint8Array): Promise<PDFDocumentLoadingTask> => {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' })
  const worker = pdfjs.PDFWorker.create({ port })
  const task = pdfjs.getDocument({
    // The worker takes the bytes over, so it gets its own.
    data: bytes.slice(),
    worker,
    cMapUrl: folder('cmaps'),
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    useWorkerFetch: true,
    useWasm: false,
    useSystemFonts: false,
    enableXfa: false,
    maxImageSize: mostPixels,
    disableAutoFetch: true,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  })
  task.promise.catch(() => port.terminate())
  const end = task.destroy.bind(task)
  task.destroy = async () => {
    await end()
    port.terminate()
  }
  return task
}

const textItems = async (page: PDFPageProxy): Promise<readonly string[]> => {
  const { items } = await page.getTextContent()
  let line = ''
  const lines: string[] = []
  for (const item of items) {
    if (!('str' in item)) continue
    line += item.str
    if (!item.hasEOL) continue
    lines.push(line.trim())
    line = ''
  }
  return [...lines, line.trim()].filter((one) => one !== '')
}

/** Draws a page so that it fits the width, and reads its text. */
export const drawPdfPage = async (
  page: PDFPageProxy,
  canvas: HTMLCanvasElement,
  width: number,
): Promise<readonly string[]> => {
  const plain = page.getViewport({ scale: 1 })
  const wanted = Math.max(0.1, width / plain.width)
  const scale = Math.min(wanted, Math.sqrt(mostPixels / (plain.width * plain.height)))
  const viewport = page.getViewport({ scale })
  canvas.width = Math.floor(viewport.width)
  canvas.height = Math.floor(viewport.height)
  // AnnotationMode.ENABLE draws annotations as pictures: no forms to fill and no links to follow.
  await page.render({ canvas, viewport, annotationMode: 1 }).promise
  return textItems(page)
}
