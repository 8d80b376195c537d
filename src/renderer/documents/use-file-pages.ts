import { useEffect, useState } from 'react'
import type { DocumentDrawing } from '../../shared/documents/drawing-contract.ts'
import type { DocumentView, ErrorReport } from '../../shared/models/index.ts'
import { bytesOf } from '../live/base64.ts'
import { type Client, reportOfCall } from '../live/client.ts'
import { useAssistant } from '../live/use-live.tsx'
import type { PagesSource } from './page-picture/document-pages.tsx'

/** `none`: a file of a kind that has no pages. */
export type FilePages =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'drawn'; readonly drawing: DocumentDrawing; readonly source: PagesSource }
  | { readonly kind: 'refused'; readonly error: ErrorReport }

/** All of a PDF, part after part, for as long as somebody wants it. */
const wholePdf = async (
  client: Client,
  fileId: string,
  { version, size }: DocumentDrawing,
  isGone: () => boolean,
): Promise<Uint8Array> => {
  const whole = new Uint8Array(size)
  for (let offset = 0; offset < size && !isGone(); ) {
    const part = bytesOf(await client.documents.drawnPart({ fileId, version, offset }))
    if (part.length === 0) throw new Error('an empty part')
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

const sourceOf = async (
  client: Client,
  fileId: string,
  drawing: DocumentDrawing,
  isGone: () => boolean,
): Promise<PagesSource> => {
  const { kind, version } = drawing
  if (kind === 'pdf') return { kind, bytes: await wholePdf(client, fileId, drawing, isGone) }
  return { kind, page: (page) => client.documents.drawnPage({ fileId, version, page }) }
}

const hasPages = (file: DocumentView | null): file is DocumentView =>
  (file?.content === 'ofd' || file?.content === 'pdf') && file.state.is !== 'arriving'

/** The pages of a listed file, read anew once something was done with it. */
export const useFilePages = (file: DocumentView | null): FilePages => {
  const { client } = useAssistant()
  const fileId = hasPages(file) ? file.id : null
  const [pages, setPages] = useState<FilePages>({ kind: fileId === null ? 'none' : 'reading' })
  const isDone = file?.state.is === 'done'
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was done may have judged the file
  useEffect(() => {
    setPages({ kind: fileId === null ? 'none' : 'reading' })
    if (fileId === null) return
    let gone = false
    const read = async (): Promise<FilePages> => {
      const drawing = await client.documents.drawing({ fileId })
      return { kind: 'drawn', drawing, source: await sourceOf(client, fileId, drawing, () => gone) }
    }
    read().then(
      (drawn) => !gone && setPages(drawn),
      (refusal) => !gone && setPages({ kind: 'refused', error: reportOfCall(refusal) }),
    )
    return () => {
      gone = true
    }
  }, [client, fileId, isDone])
  return pages
}
