import { RefusedFile } from '../refused-file.ts'

/** What the reader meets, from the first letter to the last. Names are without their prefix. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'close' }

const deepest = 64
const mostElements = 2_000_000
const mostAttributes = 64
const largest = 32 * 1024 * 1024

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const damaged = (): RefusedFile => new RefusedFile('damaged')

const referred = (name: string): string => {
  const known = Object.hasOwn(entities, name) ? entities[name] : undefined
  if (known !== undefined) return known
  const match = /^#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}))$/.exec(name)
  const point = match === null ? -1 : Number.parseInt(match[1] ?? match[2] ?? '', match[1] ? 10 : 16)
  if (point <= 0 || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) throw damaged()
  return String.fromCodePoint(point)
}

/** The longest name of a reference, with its & and without its semicolon. */
const longestReference = 11

/** Text with its references put in. Only the five of XML itself and numbers exist, because no DTD is read. */
const plain = (text: string): string => {
  const parts: string[] = []
  let from = 0
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    const end = text.indexOf(';', at)
    if (end < 0 || end - at > longestReference) throw damaged()
    if (at > from) parts.push(text.slice(from, at))
    parts.push(referred(text.slice(at + 1, end)))
    from = end + 1
  }
  return from === 0 ? text : parts.join('') + text.slice(from)
}

const decoded = (bytes: Uint8Array): string => {
  if (bytes.length > largest) throw new RefusedFile('limits-exceeded')
  const head = Buffer.from(bytes.subarray(0, 100)).toString('latin1')
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)["']/.exec(head)?.[1] ?? 'utf-8'
  const chinese = /^(gbk|gb2312|gb18030)$/i.test(declared)
  if (!chinese && !/^utf-?8$/i.test(declared)) throw damaged()
  try {
    return new TextDecoder(chinese ? 'gb18030' : 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw damaged()
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

const attributePattern = /\s+([\w.:\-\u0080-\uffff]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y

/** Attributes without those that declare namespaces. Two of one local name would be read differently. */
const attributesIn = (text: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  attributePattern.lastIndex = 0
  let at = 0
  for (let match = attributePattern.exec(text); match !== null; match = attributePattern.exec(text)) {
    at = attributePattern.lastIndex
    const [, name = '', double, single] = match
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue
    if (found.has(local(name)) || found.size >= mostAttributes) throw damaged()
    found.set(local(name), plain(double ?? single ?? ''))
  }
  if (text.slice(at).trim() !== '') throw damaged()
  return found
}

const none: ReadonlyMap<string, string> = new Map()
const openPattern = /^[\w.:\-\u0080-\uffff]+/

/** Where a tag ends: at the first > outside quotes. */
const tagEnd = (text: string, from: number): number => {
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '>') return at
  }
  throw damaged()
}

const past = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from)
  if (at < 0) throw damaged()
  return at + mark.length
}

type Cursor = { readonly text: string; at: number; readonly open: string[]; elements: number; roots: number }

/** Steps over a comment, a declaration or an instruction; false if none is here. A DTD is refused. */
const skipped = (cursor: Cursor): boolean => {
  const { text, at } = cursor
  if (text.startsWith('<?', at)) cursor.at = past(text, '?>', at)
  else if (text.startsWith('<!--', at)) cursor.at = past(text, '-->', at + 4)
  else if (text.startsWith('<!', at) && !text.startsWith('<![CDATA[', at)) throw damaged()
  else return false
  return true
}

const closed = (cursor: Cursor, end: number): XmlEvent => {
  const name = cursor.text.slice(cursor.at + 2, end).trimEnd()
  if (cursor.open.pop() !== name) throw damaged()
  cursor.at = end + 1
  return { kind: 'close' }
}

const opened = (cursor: Cursor, end: number): readonly XmlEvent[] => {
  const empty = cursor.text[end - 1] === '/'
  const body = cursor.text.slice(cursor.at + 1, empty ? end - 1 : end)
  const name = openPattern.exec(body)?.[0]
  if (cursor.open.length === 0) cursor.roots++
  const tooMany = ++cursor.elements > mostElements || cursor.open.length >= deepest
  if (tooMany) throw new RefusedFile('limits-exceeded')
  if (name === undefined || cursor.roots > 1) throw damaged()
  const rest = body.slice(name.length)
  const attributes = rest.trim() === '' ? none : attributesIn(rest)
  const open = { kind: 'open', name: local(name), attributes } as const
  cursor.at = end + 1
  if (empty) return [open, { kind: 'close' }]
  cursor.open.push(name)
  return [open]
}

const textAt = (cursor: Cursor): XmlEvent | null => {
  const { text, at } = cursor
  const isData = text.startsWith('<![CDATA[', at)
  const next = isData ? past(text, ']]>', at) : text.indexOf('<', at)
  const end = next < 0 ? text.length : next
  cursor.at = end
  const content = isData ? text.slice(at + 9, end - 3) : plain(text.slice(at, end))
  if (cursor.open.length > 0) return { kind: 'text', text: content }
  if (isData || content.trim() !== '') throw damaged()
  return null
}

/** Reads XML 1.0 without a DTD, strictly. It throws at the first fault. */
export function* xmlEvents(bytes: Uint8Array): Generator<XmlEvent> {
  const text = decoded(bytes)
  const cursor: Cursor = { text, at: 0, open: [], elements: 0, roots: 0 }
  while (cursor.at < text.length) {
    if (skipped(cursor)) continue
    if (text[cursor.at] !== '<' || text.startsWith('<![CDATA[', cursor.at)) {
      const event = textAt(cursor)
      if (event !== null) yield event
      continue
    }
    const end = tagEnd(text, cursor.at)
    if (text[cursor.at + 1] === '/') yield closed(cursor, end)
    else yield* opened(cursor, end)
  }
  if (cursor.open.length > 0 || cursor.roots !== 1) throw damaged()
}
