import { AssistantError } from '../../shared/errors/index.ts'
import type { RenewalAttachment } from '../../shared/models/index.ts'
import { raLimits } from '../../shared/ra-contract/limits.ts'

const megabyte = 1024 * 1024

/**
 * Whether a file is the form as it was exported: it has no picture, and it says that this program wrote it. A scan is a
 * picture, whatever wrote the file around it.
 */
const isBareForm = (bytes: Uint8Array, hasPicture: boolean, title: string): boolean => {
  if (hasPicture) return false
  const inUtf16 = Buffer.from(title, 'utf16le').swap16()
  const text = Buffer.from(bytes)
  return text.includes(inUtf16) || text.includes(Buffer.from(title))
}

/** Refuses what no reviewer could use: no PDF, too large, too many pages, locked, or the form without a signature. */
export const checkedScan = async (
  bytes: Uint8Array,
  fileName: string,
  titles: readonly string[],
  mostPages = 10,
): Promise<Omit<RenewalAttachment, 'uploadId'>> => {
  if (bytes.length > raLimits.pdf)
    throw new AssistantError('scan-too-large', { limit: raLimits.pdf / megabyte })
  // The reader of PDF comes with the writer, which is big and rarely wanted.
  const { inspectPdf } = await import('../../documents/pdf-inspection/pdf-inspection.ts')
  const { isPdf, isEncrypted, pages, hasPicture } = inspectPdf(bytes)
  if (!isPdf) throw new AssistantError('scan-not-pdf')
  if (isEncrypted) throw new AssistantError('scan-encrypted')
  if (pages !== null && pages > mostPages)
    throw new AssistantError('scan-too-long', { pages, limit: mostPages })
  if (titles.some((title) => isBareForm(bytes, hasPicture, title))) throw new AssistantError('scan-is-form')
  return { fileName, pages, size: bytes.length }
}
