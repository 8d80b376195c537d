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
const mostOfOne = 4 * 1024 * 1024
const mostStreams = 200

const unpacked = (packed: Buffer): string => {
  try {
    return latin1(inflateSync(packed, { maxOutputLength: mostOfOne }))
  } catch {
    return ''
  }
}

/** The text of the objects that newer files pack together (7.5.7). */
const packedObjects = (text: string): string => {
  const parts: string[] = []
  const heads = /\/Type\s*\/ObjStm\b[\s\S]{0,300}?stream\r?\n/g
  for (let head = heads.exec(text); head !== null && parts.length < mostStreams; head = heads.exec(text)) {
    const from = head.index + head[0].length
    const to = text.indexOf('endstream', from)
    if (to > from) parts.push(unpacked(Buffer.from(text.slice(from, to), 'latin1')))
  }
  return parts.join('\n')
}

/** The largest number that a node of the page tree says; else the pages themselves, counted. */
const pagesIn = (objects: string): number | null => {
  const trees = [...objects.matchAll(/<<[^<>]*\/Type\s*\/Pages\b[^<>]*>>/g)]
  const counts = trees.flatMap(([tree]) => Number(/\/Count\s+(\d{1,6})/.exec(tree)?.[1] ?? Number.NaN))
  const known = counts.filter((count) => Number.isInteger(count))
  if (known.length > 0) return Math.max(...known)
  const pages = [...objects.matchAll(/\/Type\s*\/Page(?![a-zA-Z])/g)].length
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
