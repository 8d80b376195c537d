import { memo, useEffect, useMemo } from 'react'
import type { Box, Clip, PageDrawing, Sheet, Stamp } from '../../../shared/documents/drawing.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { useFaces, usePictures } from './faces.ts'
import { Clipped, Items, type Shelf } from './items.tsx'
import styles from './page-picture.module.css'

type StampProps = { readonly stamp: Stamp; readonly shelf: Shelf }

const rectangle = ({ x, y, width, height }: Box): Clip => [
  { data: `M${x} ${y}h${width}v${height}h${-width}Z`, rule: 'nonzero', matrix: [1, 0, 0, 1, 0, 0] },
]

/** A stamp, cut to the part that its page shows. */
const StampPicture = ({ stamp, shelf }: StampProps) => {
  const { box, clip, items } = stamp
  const shown = clip === null ? null : { ...clip, x: box.x + clip.x, y: box.y + clip.y }
  return (
    <Clipped clips={shown === null ? [] : [rectangle(shown)]}>
      <Items items={items} shelf={shelf} />
    </Clipped>
  )
}

/** Annotations of a signed page that no signature lists: anybody can have put them there. */
export const isOpenNote = ({ origin, coveredBy }: Sheet, { cover }: PageDrawing): boolean =>
  origin === 'annotation' && coveredBy.length === 0 && cover.length > 0

const Sheets = memo(({ drawing, shelf }: { readonly drawing: PageDrawing; readonly shelf: Shelf }) => (
  <>
    {drawing.sheets.map((sheet, i) => {
      const isOpen = isOpenNote(sheet, drawing)
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sheets of a page never move
        <g key={i} data-origin={sheet.origin} className={isOpen ? styles.open : undefined}>
          <Items items={sheet.items} shelf={shelf} />
        </g>
      )
    })}
    {drawing.stamps.map((stamp, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the stamps of a page never move
      <g key={i} data-part="stamp">
        <StampPicture stamp={stamp} shelf={shelf} />
      </g>
    ))}
  </>
))

type Props = {
  readonly drawing: PageDrawing
  /** Counted from 1. */
  readonly number: number
  /** Hears how many fonts the browser did not take. */
  readonly told: (refusedFonts: number) => void
}

/** A page of an OFD as elements of SVG. Nothing of the file becomes markup. */
export const OfdPage = ({ drawing, number, told }: Props) => {
  const { words } = useAssistant()
  const loaded = useFaces(drawing.fonts)
  const pictures = usePictures(drawing.pictures)
  const fonts = useMemo(() => new Map(drawing.fonts.map((font) => [font.key, font])), [drawing])
  const shelf = useMemo(
    () => (loaded === null || pictures === null ? null : { fonts, faces: loaded.faces, pictures }),
    [fonts, loaded, pictures],
  )
  useEffect(() => told(loaded?.refused ?? 0), [loaded, told])
  return (
    <svg
      className={styles.sheet}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      role="img"
      aria-label={words.documentPages.picture(number)}
      data-ready={shelf !== null}
    >
      {shelf !== null && <Sheets drawing={drawing} shelf={shelf} />}
    </svg>
  )
}
