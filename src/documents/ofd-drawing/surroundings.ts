import type { Box, Item, Matrix, PageFont, PagePicture } from '../../shared/documents/drawing.ts'
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

/** What gathers while one page is drawn. */
export type PageInWork = {
  readonly budget: Budget
  readonly leftOut: Tally
  readonly fonts: Map<string, PageFont>
  /** The keys of pictures by their files; null for those that cannot be shown. */
  readonly pictureFiles: Map<string, string | null>
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

export type Drawn = { readonly item: Item; readonly boundary: Box | null }
