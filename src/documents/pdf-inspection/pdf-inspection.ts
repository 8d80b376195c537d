import { inflateSync } from 'node:zlib'

export type PdfInspection = {
  /** Whether it begins and ends as ISO 32000-1, 7.5 says. A renamed picture or web page does not. */
  readonly isPdf: boolean
  /** null if it cannot be told, for example because it is encrypted. */
  readonly pages: number | null
  /** Whether any page can have a picture. A scan is one. */
  readonly hasPicture: boolean
  readonly isEncrypted: boolean
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

const hasFrame = (text: string): boolean =>
  /^%PDF-[12]\.\d/.test(text.slice(0, 16)) && /startxref\s+\d{1,10}\s+%%EOF\s*$/.test(text.slice(-2048))

/** Packed objects are unpacked up to these sizes only: a small file must not become a big one. */
const mostUnpacked = 8 * 1024 * 1024
const mostStreams = 200

const unpacked = (packed: Buffer, most: number): string => {
  try {
    return latin1(inflateSync(packed, { maxOutputLength: most }))
  } catch {
    return ''
  }
}

/** The text of the objects that newer files pack together (7.5.7). */
const packedObjects = (text: string): string => {
  let [objects, tried] = ['', 0]
  for (const { index } of text.matchAll(/\/Type\s*\/ObjStm\b/g)) {
    const stream = /stream\r?\n/.exec(text.slice(index, index + 400))
    const from = index + (stream === null ? 0 : stream.index + stream[0].length)
    const to = text.indexOf('endstream', from)
    tried += 1
    if (to < 0 || tried > mostStreams || objects.length >= mostUnpacked) break
    if (stream !== null)
      objects += `${unpacked(Buffer.from(text.slice(from, to), 'latin1'), mostUnpacked - objects.length)}\n`
  }
  return objects
}

/** The largest number that a node of the page tree says; else the pages themselves, counted. */
const pagesIn = (objects: string): number | null => {
  let [most, pages] = [-1, 0]
  for (const [, node = ''] of objects.matchAll(/<<([^<>]*)>>/g))
    if (/\/Type\s*\/Pages\b/.test(node))
      most = Math.max(most, Number(/\/Count\s+(\d{1,6})/.exec(node)?.[1] ?? -1))
  if (most >= 0) return most
  for (const _ of objects.matchAll(/\/Type\s*\/Page(?![a-zA-Z])/g)) pages += 1
  return pages === 0 ? null : pages
}

/** What can be told about a file without showing it. It is read and never run. */
export const inspectPdf = (bytes: Uint8Array): PdfInspection => {
  const text = latin1(bytes)
  if (!hasFrame(text)) return { isPdf: false, pages: null, hasPicture: false, isEncrypted: false }
  const isEncrypted = /\/Encrypt\s+\d+\s+\d+\s+R/.test(text)
  const objects = `${text}\n${packedObjects(text)}`
  return {
    isPdf: true,
    pages: isEncrypted ? null : pagesIn(objects),
    hasPicture: /\/Subtype\s*\/Image\b/.test(objects),
    isEncrypted,
  }
}
