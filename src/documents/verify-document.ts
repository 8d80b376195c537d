import type { DocumentKind, FileVerdict } from '../shared/documents/verdict.ts'
import { verifyCms } from './cms-verification/verify-cms.ts'
import type { Trust } from './judgement/trust.ts'
import { verifyOfd } from './ofd-verification/verify-ofd.ts'
import { verifyPdf } from './pdf-verification/verify-pdf.ts'

const pdfMark = Buffer.from('%PDF-', 'latin1')
const zipMark = Buffer.from('PK\x03\x04', 'latin1')
const zipEnd = Buffer.from('PK\x05\x06', 'latin1')
const longestZipEnd = 22 + 65_535

/** What the file is by its bytes; its name counts for nothing. */
export const documentKind = (given: Uint8Array): DocumentKind => {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length)
  if (bytes.subarray(0, 5).equals(pdfMark)) return 'pdf'
  const isZip =
    bytes.subarray(0, 4).equals(zipMark) ||
    (bytes[0] !== 0x30 && bytes.subarray(Math.max(0, bytes.length - longestZipEnd)).includes(zipEnd))
  return isZip ? 'ofd' : 'cms'
}

/** Verifies every signature in a file, of whichever kind it is. Nothing is fetched and nothing is run. */
export const verifyDocument = (bytes: Uint8Array, trust: Trust): FileVerdict => {
  switch (documentKind(bytes)) {
    case 'pdf':
      return verifyPdf(bytes, trust)
    case 'ofd':
      return verifyOfd(bytes, trust)
    case 'cms':
      return verifyCms(bytes, trust)
  }
}
