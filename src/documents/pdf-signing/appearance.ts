import type { ElectronicSeal } from '../../pki/index.ts'
import { array, dict, name, number, stream } from '../pdf-structure/serialised.ts'
import type { PdfRef, PdfValue } from '../pdf-structure/values.ts'
import type { Size, Stamp } from '../signing/stamps.ts'
import type { Drafts } from './drafts.ts'
import { type SeenPage, uprightMatrix } from './page-geometry.ts'
import { pictureObject } from './picture.ts'
import { type Words, wordsDrawing } from './words.ts'

/** How a signature is seen: the picture of its seal, or words. */
export type Look =
  | { readonly kind: 'seal'; readonly seal: ElectronicSeal }
  | { readonly kind: 'words'; readonly words: Words }

export const sizeOf = (look: Look): Size => (look.kind === 'seal' ? look.seal.picture : look.words)

/** What draws the whole in a box, and what that needs. */
type Drawing = { readonly content: (box: Size) => string; readonly resources: PdfValue }

const drawingOf = (look: Look, drafts: Drafts): Drawing => {
  if (look.kind === 'seal') {
    const picture = pictureObject(look.seal.picture, drafts)
    return {
      content: ({ width, height }) => `${width.toFixed(3)} 0 0 ${height.toFixed(3)} 0 0 cm /Seal Do`,
      resources: dict({ XObject: dict({ Seal: picture }) }),
    }
  }
  // Drawn once in points; boxes of other units scale it.
  const [width, height] = [(look.words.width * 72) / 25.4, (look.words.height * 72) / 25.4]
  const { content, font } = wordsDrawing(look.words, { width, height }, drafts)
  return {
    content: (box) =>
      `${(box.width / width).toFixed(6)} 0 0 ${(box.height / height).toFixed(6)} 0 0 cm\n${content}`,
    resources: dict({ Font: dict({ F: font }) }),
  }
}

export type Appearances = (stamp: Stamp, page: SeenPage) => PdfRef

/**
 * A form for each stamp (ISO 32000-1, 12.5.5). Its box is the strip that is seen, so that readers cut the rest off;
 * its matrix turns it upright on a page that is turned.
 */
export const appearancesOf = (look: Look, drafts: Drafts): Appearances => {
  const { content, resources } = drawingOf(look, drafts)
  const whole = sizeOf(look)
  return (stamp, { perMm, turn }) => {
    const box = { width: whole.width * perMm, height: whole.height * perMm }
    const shift = `1 0 0 1 ${(-stamp.cut * perMm).toFixed(3)} 0 cm`
    const entries = {
      Type: name('XObject'),
      Subtype: name('Form'),
      BBox: array(...[0, 0, stamp.width * perMm, stamp.height * perMm].map(number)),
      Matrix: array(...uprightMatrix[turn].map(number)),
      Resources: resources,
    }
    return drafts.add(stream(entries, Buffer.from(`q ${shift}\n${content(box)}\nQ`)))
  }
}
