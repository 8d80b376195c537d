import { folderOf } from '../ofd-verification/paths.ts'
import { readSignatureFile } from '../ofd-verification/signature-file.ts'
import { numberIn, type OfdDocument } from '../ofd-verification/signature-list.ts'
import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import { escaped, type Tag, tagsIn } from '../xml/tags.ts'

/** Where a new signature has its files. Names in the package, without a leading slash. */
export type SignaturePlaces = {
  readonly list: string
  readonly description: string
  readonly value: string
  readonly seal: string
}

/** Paths of a signature also stand in its SES_Signature, whose text is ASCII. */
const isAscii = (text: string): boolean => /^[\x21-\x7e]*$/.test(text)

const firstFree = (taken: ReadonlySet<string>, nameOf: (number: number) => string): string => {
  for (let number = 0; ; number++) {
    const name = nameOf(number)
    const low = name.toLowerCase()
    // Names that differ in case only are one name on other systems.
    if (![...taken].some((one) => one === low || one.startsWith(`${low}/`))) return name
  }
}

export const signaturePlaces = ({ root, list }: OfdDocument, { names }: Package): SignaturePlaces => {
  const taken = new Set([...names].map((name) => name.toLowerCase()))
  const home = folderOf(list?.file ?? root)
  const base = isAscii(home) ? home : ''
  const above = base === '' ? '' : `${base}/`
  const signs =
    list === null ? firstFree(taken, (number) => `${above}Signs${number === 0 ? '' : `_${number}`}`) : base
  const folder = firstFree(taken, (number) => `${signs === '' ? '' : `${signs}/`}Sign_${number}`)
  return {
    list: list?.file ?? `${signs}/Signatures.xml`,
    description: `${folder}/Signature.xml`,
    value: `${folder}/SignedValue.dat`,
    seal: `${folder}/Seal.esl`,
  }
}

/** Numbers for a signature and its stamps, written as the list writes its own. */
export type Numbering = { readonly last: number; readonly written: (number: number) => string }

const stampIdsOf = (file: string | null, pack: Package): readonly string[] => {
  if (file === null) return []
  try {
    return readSignatureFile(file, pack).stamps.map(({ id }) => id)
  } catch (error) {
    if (error instanceof RefusedFile) return []
    throw error
  }
}

/** Signatures and stamps share one counter. GB/T 33190 recommends sNNN; makers also write plain numbers. */
export const numberingOf = ({ list }: OfdDocument, pack: Package): Numbering => {
  const entries = list?.entries ?? []
  const ids = entries.flatMap(({ id, file }) => [id, ...stampIdsOf(file, pack)])
  const last = Math.max(0, list?.maxId ?? 0, ...ids.map((id) => numberIn(id) ?? 0))
  const isPlain = /^\d+$/.test(entries.at(-1)?.id ?? '')
  return {
    last,
    written: (number) => (isPlain ? String(number) : `s${String(number).padStart(3, '0')}`),
  }
}

/** The bytes as text in which each letter is one byte. In GBK no byte of a letter looks like a mark of XML. */
const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

const onlyTag = (tags: readonly Tag[], kind: Tag['kind'], name: string): Tag | null => {
  const [tag, ...others] = tags.filter((one) => one.kind === kind && one.name === name)
  if (others.length > 0) throw new RefusedFile('readers-disagree', [name])
  return tag ?? null
}

const spliced = (text: string, start: number, end: number, piece: string): Buffer =>
  Buffer.from(text.slice(0, start) + piece + text.slice(end), 'latin1')

/** OFD.xml with the path of a list of signatures, which it had not. Nothing else of it changes. */
export const withListNamed = (bytes: Uint8Array, list: string): Buffer => {
  const text = asText(bytes)
  const tags = tagsIn(text)
  const body = onlyTag(tags, 'close', 'DocBody')
  if (body === null) throw new RefusedFile('damaged', ['OFD.xml'])
  const element = `<${body.prefix}Signatures>/${escaped(list)}</${body.prefix}Signatures>`
  const empty = onlyTag(tags, 'empty', 'Signatures')
  if (empty !== null) return spliced(text, empty.start, empty.end, element)
  const [from, to] = [onlyTag(tags, 'open', 'Signatures'), onlyTag(tags, 'close', 'Signatures')]
  if (from !== null && to !== null) return spliced(text, from.start, to.end, element)
  return spliced(text, body.start, body.start, element)
}

export type NewEntry = { readonly id: string; readonly maxId: string; readonly description: string }

export const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n'
export const ofdSpace = 'xmlns:ofd="http://www.ofdspec.org/2016"'

const entryXml = ({ id, description }: NewEntry, prefix: string): string =>
  `<${prefix}Signature ID="${id}" Type="Seal" BaseLoc="/${escaped(description)}"/>`

const maxIdXml = ({ maxId }: NewEntry, prefix: string): string =>
  `<${prefix}MaxSignId>${maxId}</${prefix}MaxSignId>`

export const newList = (entry: NewEntry): Buffer =>
  Buffer.from(
    `${xmlHead}<ofd:Signatures ${ofdSpace}>${maxIdXml(entry, 'ofd:')}${entryXml(entry, 'ofd:')}</ofd:Signatures>`,
  )

const withMaxId = (text: string, entry: NewEntry): string => {
  const tags = tagsIn(text)
  const empty = onlyTag(tags, 'empty', 'MaxSignId')
  const [from, to] = [onlyTag(tags, 'open', 'MaxSignId'), onlyTag(tags, 'close', 'MaxSignId')]
  const root = tags[0]
  if (empty !== null)
    return text.slice(0, empty.start) + maxIdXml(entry, empty.prefix) + text.slice(empty.end)
  if (from !== null && to !== null) return text.slice(0, from.end) + entry.maxId + text.slice(to.start)
  if (root === undefined) throw new RefusedFile('damaged')
  return text.slice(0, root.end) + maxIdXml(entry, root.prefix) + text.slice(root.end)
}

/** The list with one more signature. What stood in it stays as it was written. */
export const withEntry = (bytes: Uint8Array, entry: NewEntry): Buffer => {
  const text = asText(bytes)
  const root = tagsIn(text)[0]
  if (root?.name !== 'Signatures') throw new RefusedFile('damaged')
  const { prefix, start, end } = root
  const opened =
    root.kind === 'empty'
      ? `${text.slice(start, end).replace(/\s*\/>$/, '>')}</${prefix}Signatures>`
      : text.slice(start)
  const whole = withMaxId(
    text.slice(0, start) + opened + (root.kind === 'empty' ? text.slice(end) : ''),
    entry,
  )
  const close = onlyTag(tagsIn(whole), 'close', 'Signatures')
  if (close === null) throw new RefusedFile('damaged')
  return spliced(whole, close.start, close.start, entryXml(entry, prefix))
}
