import { z } from 'zod'
import { pictureType } from '../seals/model.ts'
import { type DocumentFrame, type Item, leftOutKinds, type PageDrawing } from './drawing.ts'

// Drawings as they travel to a window. It draws nothing that has another form than these.

const length = z.number().min(-1e7).max(1e7)
const share = z.number().min(0).max(1)
const colour = z.string().regex(/^#[0-9a-f]{6}$/)
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)
const key = z.string().min(1).max(200)
const name = z.string().max(1000)

const point = z.object({ x: length, y: length }).readonly()
const box = z.object({ x: length, y: length, width: length, height: length }).readonly()
const matrix = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]).readonly()
/** Nothing else than commands and plain numbers, so that it can be nothing but a path. */
const pathData = z.string().regex(/^[MLQCAZ0-9 .-]*$/)
const rule = z.enum(['nonzero', 'evenodd'])

const stops = z
  .array(z.object({ at: share, colour, alpha: share }).readonly())
  .max(64)
  .readonly()
const paint = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('colour'), colour, alpha: share }).readonly(),
  z
    .object({
      kind: z.literal('axial'),
      from: point,
      to: point,
      stops,
      spread: z.enum(['pad', 'repeat', 'reflect']),
      alpha: share,
    })
    .readonly(),
  z
    .object({
      kind: z.literal('radial'),
      from: point,
      fromRadius: z.number().min(0),
      to: point,
      toRadius: z.number().min(0),
      stops,
      alpha: share,
    })
    .readonly(),
])
const stroke = z
  .object({
    paint,
    width: z.number().min(0),
    cap: z.enum(['butt', 'round', 'square']),
    join: z.enum(['miter', 'round', 'bevel']),
    miterLimit: z.number().min(1),
    dash: z.array(z.number().min(0)).max(32).readonly(),
    dashOffset: length,
  })
  .readonly()

const clip = z.array(z.object({ data: pathData, rule, matrix }).readonly()).readonly()
const placed = { matrix, clips: z.array(clip).readonly() }
const run = z.object({ text: z.string(), byGlyph: z.string().nullable(), x: length, y: length }).readonly()

const pathItem = z
  .object({
    kind: z.literal('path'),
    ...placed,
    data: pathData,
    rule,
    fill: paint.nullable(),
    stroke: stroke.nullable(),
  })
  .readonly()
const textItem = z
  .object({
    kind: z.literal('text'),
    ...placed,
    runs: z.array(run).readonly(),
    font: key.nullable(),
    size: z.number().positive(),
    weight: z.number().min(1).max(1000),
    italic: z.boolean(),
    stretch: z.number().positive(),
    turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
    fill: paint.nullable(),
    stroke: stroke.nullable(),
  })
  .readonly()
const pictureItem = z.object({ kind: z.literal('picture'), ...placed, picture: key, alpha: share }).readonly()
const missingItem = z.object({ kind: z.literal('missing'), ...placed, box }).readonly()
const groupItem = z
  .object({
    kind: z.literal('group'),
    ...placed,
    alpha: share,
    get items(): z.ZodType<readonly Item[]> {
      return items
    },
  })
  .readonly()
const item: z.ZodType<Item> = z.discriminatedUnion('kind', [
  pathItem,
  textItem,
  pictureItem,
  missingItem,
  groupItem,
])
const items = z.array(item).readonly()

const leftOut = z
  .array(z.object({ kind: z.enum(leftOutKinds), count: z.int().positive() }).readonly())
  .readonly()
const place = { signature: name, page: z.int().min(0), box, clip: box.nullable() }
const size = { width: z.number().positive(), height: z.number().positive() }

const font = z
  .object({
    key,
    names: z.array(z.string().regex(/^[\p{L}\p{N} _.-]{1,80}$/u)).readonly(),
    style: z.enum(['song', 'hei', 'kai', 'fang', 'mono']),
    byLetter: base64.nullable(),
    byGlyph: base64.nullable(),
  })
  .readonly()
const cover = z
  .object({
    signature: name,
    state: z.enum(['whole', 'part', 'nothing']),
    open: z.array(name).readonly(),
  })
  .readonly()
const sheet = z
  .object({
    origin: z.enum(['template', 'page', 'annotation']),
    coveredBy: z.array(name).readonly(),
    items,
  })
  .readonly()

export const pageDrawing = z
  .object({
    ...size,
    sheets: z.array(sheet).readonly(),
    stamps: z.array(z.object({ ...place, items }).readonly()).readonly(),
    fonts: z.array(font).readonly(),
    pictures: z.array(z.object({ key, media: pictureType, base64 }).readonly()).readonly(),
    text: z.array(z.string()).readonly(),
    cover: z.array(cover).readonly(),
    leftOut,
  })
  .readonly() satisfies z.ZodType<PageDrawing>

export const documentFrame = z
  .object({
    pages: z.array(z.object(size).readonly()).readonly(),
    stamps: z.array(z.object(place).readonly()).readonly(),
    leftOut,
  })
  .readonly() satisfies z.ZodType<DocumentFrame>

/** Changes when the file changes, so that pages of two states are never mixed. */
export const fileVersion = z.string().min(1).max(200)

/** A file before any page is drawn. `size`: its bytes. */
export const openedDrawing = z
  .object({
    kind: z.enum(['ofd', 'pdf']),
    version: fileVersion,
    size: z.int().min(0),
    frame: documentFrame,
  })
  .readonly()

export type OpenedDrawing = z.infer<typeof openedDrawing>

/** What a window is told. `judged`: its verdict was found in this state of the file. */
export const documentDrawing = openedDrawing.unwrap().extend({ judged: z.boolean() }).readonly()

export type DocumentDrawing = z.infer<typeof documentDrawing>
