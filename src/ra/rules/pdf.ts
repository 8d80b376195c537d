import { inflateSync } from 'node:zlib'
import { everywhere as en } from '../../shared/everywhere/words.en.ts'
import { everywhere as zh } from '../../shared/everywhere/words.zh-cn.ts'

const latin1 = new TextDecoder('latin1')

/**
 * Whether the bytes are a PDF as ISO 32000-1 7.5 defines it: a header at the start, %%EOF at the end, and a startxref
 * that points at a cross-reference table or stream. A renamed picture or web page is not.
 */
export function isPdf(bytes: Uint8Array): boolean {
  if (!/^%PDF-[12]\.\d/.test(latin1.decode(bytes.subarray(0, 16)))) return false
  const tail = latin1.decode(bytes.subarray(Math.max(0, bytes.length - 2048)))
  const match = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(tail)
  const offset = Number(match?.[1] ?? Number.NaN)
  if (!(offset >= 8 && offset < bytes.length)) return false
  const target = latin1.decode(bytes.subarray(offset, offset + 1024))
  return /^\s{0,2}(xref\s|\d{1,10} \d{1,5} obj[\s\S]*\/Type\s*\/XRef\b)/.test(target)
}

/** What the object streams may grow to together, so that a small file cannot fill the memory. */
const INFLATED = 8 * 1024 * 1024
/** How many of each are looked at, so that one document cannot keep the authority busy. */
const MOST_STREAMS = 200
const MOST_NODES = 10_000

function* found(text: string, pattern: RegExp, most: number): Iterable<RegExpExecArray> {
  let left = most
  for (const match of text.matchAll(pattern)) {
    if (left-- <= 0) return
    yield match
  }
}

/** The objects that are packed into streams (ISO 32000-1 7.5.7), up to the first that cannot be read. */
function packedObjects(text: string): string {
  return packed(text).objects
}

/** `whole`: every one of these streams was read. */
function packed(text: string): { readonly objects: string; readonly whole: boolean } {
  const parts: string[] = []
  let room = INFLATED
  let streams = 0
  for (const { index } of found(text, /\/Type\s*\/ObjStm\b/g, MOST_STREAMS)) {
    streams++
    const begin = /stream\r?\n/.exec(text.slice(index, index + 1024))
    if (begin === null) continue
    const from = index + begin.index + begin[0].length
    const to = text.indexOf('endstream', from)
    const part = to < 0 ? null : inflated(text.slice(from, to), room)
    if (part === null) break
    parts.push(part)
    room -= part.length
  }
  const all = text.split('/ObjStm').length - 1
  return { objects: parts.join('\n'), whole: streams === parts.length && all === streams }
}

/** Names of what makes a document act, carry other files or hide what it holds (ISO 32000-1 7.6, 7.11.4, 12.6). */
const active =
  /\/(?:JavaScript|Launch|SubmitForm|ImportData|RichMedia|EmbeddedFiles?|GoToE|Encrypt|XFA|Rendition)(?![A-Za-z0-9])/

/**
 * Whether the document has scripts, actions that start something, files inside, or encryption. One whose packed objects
 * cannot all be read counts as such. Any letter of a name may be written as its number: /J#61vaScript.
 */
export function hasActiveContent(bytes: Uint8Array): boolean {
  const text = byteText(bytes)
  const plain = withoutEscapes(text)
  const { objects, whole } = packed(text)
  if (!whole || plain.split('/ObjStm').length !== text.split('/ObjStm').length) return true
  return active.test(plain) || active.test(withoutEscapes(objects))
}

function withoutEscapes(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** null if it cannot be read, or is larger than `most`. */
function inflated(packed: string, most: number): string | null {
  try {
    return inflateSync(Buffer.from(packed, 'latin1'), { maxOutputLength: most }).toString('latin1')
  } catch {
    return null
  }
}

/** Each byte as the letter with its number; the latin1 of TextDecoder is another code. */
function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** How many pages the document has, by its page tree; 0 if that cannot be read. */
export function pageCount(bytes: Uint8Array): number {
  const text = byteText(bytes)
  const objects = `${text}\n${packedObjects(text)}`
  let most = 0
  for (const { index } of found(objects, /\/Type\s*\/Pages\b/g, MOST_NODES)) {
    const around = objects.slice(Math.max(0, index - 200), index + 200)
    for (const [, count] of around.matchAll(/\/Count\s+(\d{1,7})/g)) most = Math.max(most, Number(count))
  }
  return most > 0 ? most : [...found(objects, /\/Type\s*\/Page\b/g, MOST_NODES)].length
}

/**
 * Whether the document is the application form as the assistant exports it: its writer names the assistant as the
 * producer. A scan, or whatever else has been through another program, names that one. So a form that was neither signed
 * nor stamped is not taken for one that was.
 */
export function isOwnExport(bytes: Uint8Array): boolean {
  const text = byteText(bytes)
  return producers.some((producer) => namesProducer(text, `(${producer})`))
}

/** A file has one producer; one that names more is another program's. */
const NAMED = 100

/** The value stands there, or in an object of its own. */
function namesProducer(text: string, written: string): boolean {
  if (text.includes(`/Producer ${written}`)) return true
  const numbers = new Set<string>()
  for (const [, number = ''] of text.matchAll(/\/Producer\s+(\d{1,10} \d{1,5}) R\b/g)) {
    numbers.add(number)
    if (numbers.size === NAMED) break
  }
  return [...numbers].some((number) => text.includes(`\n${number} obj\n${written}`))
}

const producers = [zh.product, en.product].flatMap((name) => [utf16(name), name])

/** A text string of PDF with letters beyond Latin: UTF-16BE with its mark. */
function utf16(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
  const bytes = [0xfeff, ...units].flatMap((unit) => [unit >> 8, unit & 0xff])
  return String.fromCharCode(...bytes)
}
