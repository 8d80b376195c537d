import type { Box } from '../../shared/documents/drawing.ts'
import type { Package } from '../package/package.ts'
import { RefusedFile } from '../refused-file.ts'
import { xmlEvents } from '../xml/events.ts'
import { limits } from './budget.ts'
import { paperIn } from './document.ts'

/** The paper that a page asks for before its content begins; null if it asks for none. */
const areaBefore = (bytes: Uint8Array): Box | null => {
  let [path, text]: [string[], string] = [[], '']
  for (const event of xmlEvents(bytes)) {
    if (event.kind === 'text') text += event.text
    else if (event.kind === 'open') {
      if (event.name === 'Content') return null
      path.push(event.name)
      text = ''
    } else {
      if (path.join('/') === 'Page/Area/PhysicalBox') return paperIn(text)
      path = path.slice(0, -1)
    }
  }
  return null
}

/** The size of each page without reading its content. Beyond what one page may unpack the usual size is taken. */
export const pageAreas = (
  pages: readonly { readonly file: string | null; readonly area: Box }[],
  { read, sizeOf }: Package,
): readonly Box[] => {
  let room: number = limits.readBytes
  return pages.map(({ file, area }) => {
    const size = file === null ? 0 : (sizeOf(file) ?? 0)
    if (file === null || size > limits.contentBytes || size > room) return area
    room -= size
    try {
      const bytes = read(file)
      return (bytes === null ? null : areaBefore(bytes)) ?? area
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error
      return area
    }
  })
}
