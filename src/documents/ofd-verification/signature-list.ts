import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import { childOf, childrenOf, type Element, readTree, textOf } from '../xml/tree.ts'
import { resolved } from './paths.ts'

/** One entry of Signatures.xml. */
export type Entry = {
  readonly id: string
  /** The path as written, and the file that it means. */
  readonly path: string
  readonly file: string | null
  /** The signature that this one builds on (GM/T 0099, annex B). */
  readonly relative: string | null
}

export type OfdDocument = {
  readonly root: string
  readonly hasVersions: boolean
  /** null: the document has no list of signatures. */
  readonly list: {
    readonly file: string
    readonly entries: readonly Entry[]
    /** How many there are; the list may have more than are read. */
    readonly count: number
    readonly maxId: number | null
  } | null
}

const entryOf = (element: Element, list: string, names: Package['names']): Entry => {
  const path = element.attributes.get('BaseLoc') ?? ''
  return {
    id: element.attributes.get('ID') ?? '',
    path,
    file: resolved(path, list, names),
    relative: element.attributes.get('Relative') ?? null,
  }
}

/** The number in an ID: makers write `s001`, `001` and `1`. */
export const numberIn = (id: string): number | null => {
  const match = /^\D{0,20}(\d{1,9})$/.exec(id.trim())
  return match === null ? null : Number(match[1])
}

/** More signatures than any document has; the rest is not checked, and the verdict says so. */
const mostSignatures = 200

const listOf = (path: string, { read, names }: Package): OfdDocument['list'] => {
  const file = resolved(path, 'OFD.xml', names)
  const bytes = file === null ? null : read(file)
  if (file === null || bytes === null) throw new RefusedFile('damaged', [path])
  const root = readTree(bytes)
  if (root.name !== 'Signatures') throw new RefusedFile('damaged', [file])
  const listed = childrenOf(root, 'Signature')
  return {
    file,
    entries: listed.slice(0, mostSignatures).map((element) => entryOf(element, file, names)),
    count: listed.length,
    maxId: numberIn(textOf(root, 'MaxSignId') ?? ''),
  }
}

const documentOf = (body: Element, pack: Package): OfdDocument => {
  const path = textOf(body, 'DocRoot') ?? ''
  const root = resolved(path, 'OFD.xml', pack.names)
  if (root === null) throw new RefusedFile('damaged', [path])
  const signatures = textOf(body, 'Signatures') ?? ''
  return {
    root,
    hasVersions: childOf(body, 'Versions') !== null,
    list: signatures === '' ? null : listOf(signatures, pack),
  }
}

const mostDocuments = 100

/** The documents of an OFD file; null if it is a ZIP file of another kind. */
export const readDocuments = (pack: Package): readonly OfdDocument[] | null => {
  const bytes = pack.read('OFD.xml')
  if (bytes === null) return null
  const root = readTree(bytes)
  const bodies = childrenOf(root, 'DocBody')
  if (root.name !== 'OFD' || bodies.length === 0) throw new RefusedFile('damaged', ['OFD.xml'])
  if (bodies.length > mostDocuments) throw new RefusedFile('limits-exceeded')
  return bodies.map((body) => documentOf(body, pack))
}
