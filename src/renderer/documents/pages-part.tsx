import type { FileVerdict } from '../../shared/documents/verdict.ts'
import type { DocumentView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import styles from './details.module.css'
import { DocumentPages } from './page-picture/document-pages.tsx'
import { LeftOutNote } from './page-picture/page-notes.tsx'
import { useFilePages } from './use-file-pages.ts'

type Props = { readonly file: DocumentView; readonly verdict: FileVerdict | null }

/** The pages of an OFD or PDF. A verdict marks its stamps only if it was found in the file as it is now. */
export const PagesPart = ({ file, verdict }: Props) => {
  const { words } = useAssistant()
  const say = words.documentPages
  const pages = useFilePages(file)
  if (pages.kind === 'none') return null
  if (pages.kind === 'reading') return <Waiting words={say.reading} />
  if (pages.kind === 'refused') return <ErrorNote report={pages.error} tone="soon" urgent={false} />
  const { drawing, source } = pages
  const { frame, judged, kind } = drawing
  return (
    <div className={styles.stack}>
      {verdict?.kind === kind && !judged && (
        <Note tone="soon" title={say.changed}>
          <p>{say.changedNext}</p>
        </Note>
      )}
      {frame.pages.length === 0 && <Note tone="soon" title={say.noPages} />}
      <LeftOutNote leftOut={frame.leftOut} of="document" />
      <DocumentPages
        pages={frame.pages}
        source={source}
        stamps={frame.stamps}
        verdicts={judged && verdict !== null ? verdict.signatures : null}
      />
    </div>
  )
}
