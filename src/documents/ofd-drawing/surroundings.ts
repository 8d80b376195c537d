import type { LeftOutKind, Matrix, PageFont, PagePicture } from '../../shared/documents/drawing.ts'
import type { Package } from '../package/package.ts'
import type { Budget, Tally } from './budget.ts'
import type { Resources } from './resources.ts'

/** A piece of text on the page: where its baseline begins and ends. */
export type Spoken = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly end: number
  readonly size: number
}

/** The key of a picture that the page brings along, or why it does not. */
export type TakenPicture = { readonly key: string } | { readonly leftOut: LeftOutKind }

/** Faces in base64. The key is that of the font's bytes, and empty if there is no face. */
export type EmbeddedFont = {
  readonly key: string
  readonly byLetter: string | null
  readonly byGlyph: string | null
}

/** What gathers while one page is drawn. */
export type PageInWork = {
  readonly budget: Budget
  readonly leftOut: Tally
  readonly fonts: Map<string, PageFont>
  /** The faces of font files; each file is read once, also one that is no font. */
  readonly fontFiles: Map<string, EmbeddedFont>
  /** What became of the pictures in these files. */
  readonly pictureFiles: Map<string, TakenPicture>
  readonly pictures: Map<string, PagePicture>
  readonly spoken: Spoken[]
}

/** Where an object stands. */
export type Surroundings = {
  readonly pack: Package
  readonly resources: Resources
  readonly page: PageInWork
  /** From here to the page. */
  readonly matrix: Matrix
  readonly layerParam: string | undefined
  /** How many blocks and composite objects are around it, and which composite objects. */
  readonly depth: number
  readonly composites: readonly string[]
  /** Files that were read for this sheet. */
  readonly files: Set<string>
}
