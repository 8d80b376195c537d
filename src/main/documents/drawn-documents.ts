import { toBase64 } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { DocumentList, Listed } from './document-list.ts'
import type { Drawer } from './drawing/drawer.ts'
import type { DocumentsService } from './handlers.ts'

/** A verdict speaks of pages only if it was found in them, and not in a signature of another file. */
const isJudged = ({ verdict, judged }: Listed, kind: 'ofd' | 'pdf', version: string): boolean =>
  verdict?.kind === kind && judged === version

/** Pages of listed files. */
export const createDrawnDocuments = (
  list: DocumentList,
  drawer: Drawer,
): Pick<DocumentsService, 'drawing' | 'drawnPage' | 'drawnPart'> => {
  const withPages = (fileId: string): Listed => {
    const one = list.find(fileId)
    const { content, state } = one.view
    if (state.is === 'arriving') throw new AssistantError('busy-with-other')
    if (content !== 'ofd' && content !== 'pdf') throw new AssistantError('not-found')
    return one
  }
  return {
    drawing: async ({ fileId }) => {
      const opened = await drawer.open(withPages(fileId).path)
      // It may have been verified meanwhile.
      return { ...opened, judged: isJudged(list.find(fileId), opened.kind, opened.version) }
    },
    drawnPage: ({ fileId, version, page }) => drawer.page(withPages(fileId).path, version, page),
    drawnPart: async ({ fileId, version, offset }) =>
      toBase64(await drawer.part(withPages(fileId).path, version, offset)),
  }
}
