import { raLimits } from '../../shared/ra-contract/limits.ts'
import { DAY, SECOND } from '../clock.ts'
import type { Upload } from '../records.ts'
import { type Decision, decided, refused } from './decision.ts'
import { isOwnExport, isPdf, pageCount } from './pdf.ts'

/** A limit, so that no account can fill the disk. */
export const UPLOADS_A_DAY = 30

/** A form with its papers has a few pages; operators read every one. */
export const PAGES = 20

/** Accepts a PDF that an application will name. */
export function addUpload(
  { lastDay }: { readonly lastDay: number },
  { upload }: { readonly upload: Upload },
): Decision<Upload> {
  if (lastDay >= UPLOADS_A_DAY) return refused('too-many-requests', { seconds: DAY / SECOND })
  if (upload.content.length > raLimits.pdf) return refused('upload-too-large', { limit: raLimits.pdf })
  if (!isPdf(upload.content)) return refused('upload-not-pdf')
  if (isOwnExport(upload.content)) return refused('upload-not-signed')
  const pages = pageCount(upload.content)
  if (pages > PAGES) return refused('upload-too-many-pages', { pages, limit: PAGES })
  return decided([{ kind: 'add-upload', upload }], upload)
}
