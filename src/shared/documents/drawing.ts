import type { PictureType } from '../seals/model.ts'

// Pages as they are drawn. Lengths are millimetres; the origin is the top left corner of the page.

export type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export type Point = { readonly x: number; readonly y: number }

/** a b c d e f: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number]

/** `at` goes from 0 to 1; the colour is `#rrggbb`. */
export type Stop = { readonly at: number; readonly colour: string; readonly alpha: number }
export type Spread = 'pad' | 'repeat' | 'reflect'

export type Paint =
  | { readonly kind: 'colour'; readonly colour: string; readonly alpha: number }
  | {
      readonly kind: 'axial'
      readonly from: Point
      readonly to: Point
      readonly stops: readonly Stop[]
      readonly spread: Spread
      readonly alpha: number
    }
  | {
      readonly kind: 'radial'
      readonly from: Point
      readonly fromRadius: number
      readonly to: Point
      readonly toRadius: number
      readonly stops: readonly Stop[]
      readonly alpha: number
    }

export type FillRule = 'nonzero' | 'evenodd'
export type Stroke = {
  readonly paint: Paint
  readonly width: number
  readonly cap: 'butt' | 'round' | 'square'
  readonly join: 'miter' | 'round' | 'bevel'
  readonly miterLimit: number
  readonly dash: readonly number[]
  readonly dashOffset: number
}

/** Path data of SVG: only M, L, Q, C, A and Z, each followed by its numbers. */
export type PathData = string

/** One region of a clip; the regions of a clip are united. */
export type ClipRegion = { readonly data: PathData; readonly rule: FillRule; readonly matrix: Matrix }
export type Clip = readonly ClipRegion[]

/** Letters that are laid out one after the other from a point of the baseline. */
export type Run = {
  readonly text: string
  /** The same for the faces of an embedded font: glyphs are letters from U+F0000 on. null: the text itself. */
  readonly byGlyph: string | null
  readonly x: number
  readonly y: number
}

/** Each applies to what is inside it: first the matrix, then all clips. */
type Placed = { readonly matrix: Matrix; readonly clips: readonly Clip[] }

export type PathItem = Placed & {
  readonly kind: 'path'
  readonly data: PathData
  readonly rule: FillRule
  readonly fill: Paint | null
  readonly stroke: Stroke | null
}
export type TextItem = Placed & {
  readonly kind: 'text'
  readonly runs: readonly Run[]
  /** The key of a font of the page. */
  readonly font: string | null
  readonly size: number
  readonly weight: number
  readonly italic: boolean
  /** Letters are this much wider than the font has them. */
  readonly stretch: number
  /** Each letter is turned by these degrees, clockwise. */
  readonly turn: 0 | 90 | 180 | 270
  readonly fill: Paint | null
  readonly stroke: Stroke | null
}
/** A picture fills the unit square, its first line at the top, and the matrix places it. */
export type PictureItem = Placed & {
  readonly kind: 'picture'
  /** The key of a picture of the page. */
  readonly picture: string
  readonly alpha: number
}
/** Something that cannot be drawn: its place is shown in grey. */
export type MissingItem = Placed & { readonly kind: 'missing'; readonly box: Box }
export type GroupItem = Placed & {
  readonly kind: 'group'
  readonly alpha: number
  readonly items: readonly Item[]
}
export type Item = PathItem | TextItem | PictureItem | MissingItem | GroupItem

/** What letters look like where the font itself is not at hand. */
export type FontStyle = 'song' | 'hei' | 'kai' | 'fang' | 'mono'

/** `byLetter` and `byGlyph` are two faces of one embedded font. null: it has none that a browser reads. */
export type PageFont = {
  readonly key: string
  readonly names: readonly string[]
  readonly style: FontStyle
  readonly byLetter: string | null
  readonly byGlyph: string | null
}

export type PagePicture = { readonly key: string; readonly media: PictureType; readonly base64: string }

/** Why something is not on the page as its maker meant it. */
export const leftOutKinds = [
  'picture-format',
  'picture-too-large',
  'picture-missing',
  'picture-mask',
  'font',
  'pattern',
  'shading',
  'video',
  'composite',
  'template',
  'resource',
  'unreadable',
  'too-much',
  'unknown-object',
  'seal-picture',
] as const
export type LeftOutKind = (typeof leftOutKinds)[number]
export type LeftOut = { readonly kind: LeftOutKind; readonly count: number }

/** What a signature's list says about the files that a page shows. Whether the signature holds, its verdict says. */
export type PageCover = {
  /** The name of the signature, as in its verdict. */
  readonly signature: string
  readonly state: 'whole' | 'part' | 'nothing'
  /** The files that it leaves open. */
  readonly open: readonly string[]
}

/** A part of the page that comes from files of its own. */
export type Sheet = {
  readonly origin: 'template' | 'page' | 'annotation'
  /** The signatures whose lists name every file that it is made of. */
  readonly coveredBy: readonly string[]
  readonly items: readonly Item[]
}

/** Where a signature is shown on a page. */
export type StampPlace = {
  readonly signature: string
  /** Counted from 0. */
  readonly page: number
  readonly box: Box
  /** The part of the box that is shown, from its corner; null: all of it. */
  readonly clip: Box | null
}
/** A stamp with the picture of its seal; a PDF draws it itself. */
export type Stamp = StampPlace & { readonly items: readonly Item[] }

export type PageFrame = { readonly width: number; readonly height: number }

export type PageDrawing = PageFrame & {
  /** From the lowest to the highest; stamps lie above. */
  readonly sheets: readonly Sheet[]
  readonly stamps: readonly Stamp[]
  readonly fonts: readonly PageFont[]
  readonly pictures: readonly PagePicture[]
  /** Lines of the page from top to bottom, for people who cannot see it. */
  readonly text: readonly string[]
  readonly cover: readonly PageCover[]
  readonly leftOut: readonly LeftOut[]
}

/** A document before any page is drawn. */
export type DocumentFrame = {
  readonly pages: readonly PageFrame[]
  readonly stamps: readonly StampPlace[]
  /** Stamps whose page the document does not have, and pages beyond the most that are drawn. */
  readonly leftOut: readonly LeftOut[]
}
