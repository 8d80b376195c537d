import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import { xmlEvents } from '../xml/events.ts'
import { readings } from './paths.ts'

/**
 * What a file is for. `page`: pages show it. `annotation`: it lies over pages. `extra`: it comes along (attachments,
 * tags, extensions).
 */
export type Part = 'page' | 'annotation' | 'extra'

export type Reach = {
  readonly parts: ReadonlyMap<string, Part>
  /** Files that refer to others and cannot be read. */
  readonly unread: readonly string[]
}

const weight: Readonly<Record<Part, number>> = { page: 2, annotation: 1, extra: 0 }

/** Elements whose text is a path, and what begins there. null: the same as the naming file. */
const byText: Readonly<Record<string, Part | null>> = {
  DocRoot: 'page',
  PublicRes: null,
  DocumentRes: null,
  PageRes: null,
  FontFile: null,
  MediaFile: null,
  FileLoc: null,
  Annotations: 'annotation',
  Attachments: 'extra',
  CustomTags: 'extra',
  Extensions: 'extra',
  Extension: 'extra',
  SchemaLoc: 'extra',
  Cover: 'extra',
  Thumbnail: 'extra',
  Preview: 'extra',
  ExtendData: 'extra',
}
const byAttribute: ReadonlySet<string> = new Set(['Page', 'TemplatePage', 'Version'])
const mostFiles = 20_000

type Found = { readonly path: string; readonly part: Part | null; readonly declared: string }

const isXml = (bytes: Uint8Array): boolean =>
  /^(\xef\xbb\xbf)?\s*</.test(Buffer.from(bytes.subarray(0, 100)).toString('latin1'))

/** Every path in a file that may name another. */
function* pathsIn(bytes: Uint8Array): Generator<Found> {
  const open: string[] = []
  let declared = ''
  let text = ''
  for (const event of xmlEvents(bytes)) {
    if (event.kind === 'text') text += event.text
    else if (event.kind === 'open') {
      const place = event.attributes.get('BaseLoc')
      if (event.name === 'Res' && place !== undefined) declared = place
      if (byAttribute.has(event.name) && place !== undefined) yield { path: place, part: null, declared: '' }
      open.push(event.name)
      text = ''
    } else {
      const name = open.pop() ?? ''
      const path = text.trim()
      if (Object.hasOwn(byText, name) && path !== '') yield { path, part: byText[name] ?? null, declared }
      text = ''
    }
  }
}

/** All files that a document uses, from its DocRoot on. Files that refer to each other in a circle end nowhere. */
export const reachFrom = (root: string, { names, read }: Package): Reach => {
  const parts = new Map<string, Part>([[root, 'page']])
  const unread: string[] = []
  const waiting: string[] = [root]
  const meet = (found: Found, from: string, own: Part) => {
    const part = own === 'page' ? (found.part ?? own) : own
    // Another program may take a path for another file, so all that it could mean must be protected.
    for (const name of readings(found.path, from, names, found.declared)) {
      const known = parts.get(name)
      if (parts.size >= mostFiles || (known !== undefined && weight[known] >= weight[part])) continue
      parts.set(name, part)
      waiting.push(name)
    }
  }
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const bytes = read(name)
    if (bytes === null || !isXml(bytes)) continue
    try {
      for (const found of pathsIn(bytes)) meet(found, name, parts.get(name) ?? 'page')
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      unread.push(name)
    }
  }
  return { parts, unread }
}
