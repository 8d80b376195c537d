import { type ReactNode, useId } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import type {
  Clip,
  GroupItem,
  Item,
  MissingItem,
  PageFont,
  PathItem,
  PictureItem,
  TextItem,
} from '../../../shared/documents/drawing.ts'
import { type FacesByFont, familyOf } from './faces.ts'
import { fillProps, PaintServer, strokeProps, transformOf } from './paints.tsx'

/** What the items of a page refer to. */
export type Shelf = {
  readonly fonts: ReadonlyMap<string, PageFont>
  readonly faces: FacesByFont
  readonly pictures: ReadonlyMap<string, string>
}

const ClipShape = ({ clip, id }: { readonly clip: Clip; readonly id: string }) => (
  <clipPath id={id} clipPathUnits="userSpaceOnUse">
    {clip.map(({ data, rule, matrix }, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the regions of a clip never move
      <path key={i} d={data} clipRule={rule} transform={transformOf(matrix)} />
    ))}
  </clipPath>
)

type ClippedProps = { readonly clips: readonly Clip[]; readonly children: ReactNode }

/** Each clip cuts what the ones before it left. */
export const Clipped = ({ clips, children }: ClippedProps) => {
  const id = useId()
  const [first, ...others] = clips
  if (first === undefined) return children
  return (
    <g clipPath={`url(#${id})`}>
      <ClipShape clip={first} id={id} />
      <Clipped clips={others}>{children}</Clipped>
    </g>
  )
}

const Placed = ({ item, children }: { readonly item: Item; readonly children: ReactNode }) => (
  <g transform={transformOf(item.matrix)}>
    <Clipped clips={item.clips}>{children}</Clipped>
  </g>
)

const PathShape = ({ item }: { readonly item: PathItem }) => {
  const id = useId()
  const [fillId, strokeId] = [`${id}fill`, `${id}stroke`]
  return (
    <>
      <PaintServer paint={item.fill} id={fillId} />
      <PaintServer paint={item.stroke?.paint ?? null} id={strokeId} />
      <path
        d={item.data}
        fillRule={item.rule}
        {...fillProps(item.fill, fillId)}
        {...strokeProps(item.stroke, strokeId)}
      />
    </>
  )
}

/** Letters stand where the file puts them: nothing joins, spaces or turns them by itself. */
const plainLetters = {
  whiteSpace: 'pre',
  fontKerning: 'none',
  fontVariantLigatures: 'none',
  unicodeBidi: 'bidi-override',
  direction: 'ltr',
  letterSpacing: 'normal',
  textRendering: 'geometricPrecision',
  fontVariantNumeric: 'normal',
} as const

const TextShape = ({ item, shelf }: { readonly item: TextItem; readonly shelf: Shelf }) => {
  const id = useId()
  const [fillId, strokeId] = [`${id}fill`, `${id}stroke`]
  const { stretch, font } = item
  const faces = font === null ? undefined : shelf.faces.get(font)
  const hasGlyphs = faces?.byGlyph != null
  return (
    <>
      <PaintServer paint={item.fill} id={fillId} />
      <PaintServer paint={item.stroke?.paint ?? null} id={strokeId} />
      <text
        transform={stretch === 1 ? undefined : `scale(${stretch} 1)`}
        fontFamily={familyOf(font === null ? undefined : shelf.fonts.get(font), faces)}
        fontSize={item.size}
        fontWeight={item.weight}
        fontStyle={item.italic ? 'italic' : 'normal'}
        style={plainLetters}
        {...fillProps(item.fill, fillId)}
        {...strokeProps(item.stroke, strokeId)}
      >
        {item.runs.map(({ text, byGlyph, x, y }, i) => (
          <tspan
            // biome-ignore lint/suspicious/noArrayIndexKey: the letters of a text never move
            key={i}
            x={x / stretch}
            y={y}
            {...(item.turn === 0 ? {} : { rotate: item.turn })}
          >
            {hasGlyphs ? (byGlyph ?? text) : text}
          </tspan>
        ))}
      </text>
    </>
  )
}

const PictureShape = ({ item, shelf }: { readonly item: PictureItem; readonly shelf: Shelf }) => {
  const address = shelf.pictures.get(item.picture)
  return address === undefined ? null : (
    <image href={address} width={1} height={1} preserveAspectRatio="none" opacity={item.alpha} />
  )
}

/** A grey box with a cross, so that nobody takes it for a part of the document. */
const MissingShape = ({ item: { box } }: { readonly item: MissingItem }) => {
  const { x, y, width, height } = box
  return (
    <g data-part="missing">
      <rect x={x} y={y} width={width} height={height} fill="#d9d9d9" />
      <path
        d={`M${x} ${y}l${width} ${height}M${x + width} ${y}l${-width} ${height}`}
        stroke="#8c8c8c"
        strokeWidth={1}
        vectorEffect="non-scaling-stroke"
        fill="none"
      />
    </g>
  )
}

const GroupShape = ({ item, shelf }: { readonly item: GroupItem; readonly shelf: Shelf }) => (
  <g opacity={item.alpha === 1 ? undefined : item.alpha}>
    <Items items={item.items} shelf={shelf} />
  </g>
)

const Shape = ({ item, shelf }: { readonly item: Item; readonly shelf: Shelf }) => {
  switch (item.kind) {
    case 'path':
      return <PathShape item={item} />
    case 'text':
      return <TextShape item={item} shelf={shelf} />
    case 'picture':
      return <PictureShape item={item} shelf={shelf} />
    case 'missing':
      return <MissingShape item={item} />
    case 'group':
      return <GroupShape item={item} shelf={shelf} />
    default:
      return assertNever(item)
  }
}

export const Items = ({ items, shelf }: { readonly items: readonly Item[]; readonly shelf: Shelf }) =>
  items.map((item, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the objects of a page never move
    <Placed key={i} item={item}>
      <Shape item={item} shelf={shelf} />
    </Placed>
  ))
