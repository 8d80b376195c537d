import { resolved } from '../ofd-verification/paths.ts'
import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import type { Size } from '../signing/stamps.ts'
import { xmlEvents } from '../xml/events.ts'
import { childOf, childrenOf, type Element, readTree, textOf } from '../xml/tree.ts'

/** A page with its number in the document and its box in millimetres (GB/T 33190, 7.5 and 7.7). */
export type OfdPage = Size & { readonly id: string; readonly x: number; readonly y: number }

type Box = Size & { readonly x: number; readonly y: number }

/** A page has one at most; more would only take time. */
const mostPages = 20_000

const boxIn = (text: string | null): Box | null => {
  const numbers = (text ?? '').trim().split(/\s+/).map(Number)
  const [x = 0, y = 0, width = 0, height = 0] = numbers
  const fits = numbers.length === 4 && numbers.every(Number.isFinite) && width > 0 && height > 0
  return fits ? { x, y, width, height } : null
}

const areaIn = (area: Element | null): Box | null =>
  area === null ? null : boxIn(textOf(area, 'PhysicalBox'))

/** The box that a page states for itself. A page may be large, so it is not kept as a tree. */
const ownBox = (bytes: Uint8Array): Box | null => {
  const open: string[] = []
  let [text, box]: [string, Box | null] = ['', null]
  for (const event of xmlEvents(bytes)) {
    if (event.kind === 'text') text += event.text
    else if (event.kind === 'open') {
      open.push(event.name)
      text = ''
    } else {
      const name = open.join('/')
      open.pop()
      if (!/^[^/]+\/Area\/PhysicalBox$/.test(name)) continue
      // Two boxes would be read differently by different programs.
      if (box !== null) throw new RefusedFile('readers-disagree', ['PhysicalBox'])
      box = boxIn(text)
      if (box === null) throw new RefusedFile('damaged', ['PhysicalBox'])
    }
  }
  return box
}

const pageOf = (element: Element, root: string, usual: Box | null, pack: Package): OfdPage => {
  const path = element.attributes.get('BaseLoc') ?? ''
  const file = resolved(path, root, pack.names)
  const bytes = file === null ? null : pack.read(file)
  const id = element.attributes.get('ID') ?? ''
  if (bytes === null || id === '') throw new RefusedFile('damaged', [path])
  const box = ownBox(bytes) ?? usual
  if (box === null) throw new RefusedFile('damaged', [path])
  return { id, ...box }
}

/** The pages of a document in their order. Two of one number could not be told apart by a stamp. */
export const ofdPages = (root: string, pack: Package): readonly OfdPage[] => {
  const bytes = pack.read(root)
  if (bytes === null) throw new RefusedFile('damaged', [root])
  const document = readTree(bytes)
  const common = childOf(document, 'CommonData')
  const usual = areaIn(common === null ? null : childOf(common, 'PageArea'))
  const pages = childOf(document, 'Pages')
  const listed = pages === null ? [] : childrenOf(pages, 'Page')
  if (listed.length > mostPages) throw new RefusedFile('limits-exceeded')
  const found = listed.map((element) => pageOf(element, root, usual, pack))
  if (new Set(found.map(({ id }) => id)).size !== found.length)
    throw new RefusedFile('readers-disagree', ['Page'])
  return found
}
