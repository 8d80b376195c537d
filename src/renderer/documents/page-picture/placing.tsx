import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import type { PageFrame } from '../../../shared/documents/drawing.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { Segments } from '../../parts/segments.tsx'
import styles from './page-picture.module.css'
import { placeOnPage } from './stamp-marks.tsx'

export const placingScopes = ['one', 'all', 'edges'] as const
export type PlacingScope = (typeof placingScopes)[number]

/** Where a seal goes: its top left corner on the page, in millimetres. Across the edges only `y` counts. */
export type Placement = {
  /** Counted from 0. */
  readonly page: number
  readonly x: number
  readonly y: number
  readonly scope: PlacingScope
}

/** The seal to be placed, with its size on paper in millimetres. */
export type SealToPlace = {
  readonly width: number
  readonly height: number
  /** The address of its picture, if it can be shown. */
  readonly picture: string | null
}

type Corner = { readonly x: number; readonly y: number }

/** On the paper with all of the seal, and on a whole tenth of a millimetre. */
export const within = (corner: Corner, seal: PageFrame, page: PageFrame): Corner => {
  const kept = (value: number, most: number) =>
    Math.round(Math.min(Math.max(0, value), Math.max(0, most)) * 10) / 10
  return { x: kept(corner.x, page.width - seal.width), y: kept(corner.y, page.height - seal.height) }
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

export type Placing = {
  readonly corner: Corner
  readonly scope: PlacingScope
  readonly setCorner: (corner: Corner) => void
  readonly setScope: (scope: PlacingScope) => void
}

/** It begins where seals mostly stand: low on the right. It never leaves the paper, also when that becomes smaller. */
export const usePlacing = (seal: SealToPlace | null, page: PageFrame): Placing => {
  const { width, height } = seal ?? { width: 0, height: 0 }
  const [chosen, setCorner] = useState<Corner | null>(null)
  const [scope, setScope] = useState<PlacingScope>('one')
  const usual = { x: page.width - width - 30, y: page.height - height - 50 }
  return { corner: within(chosen ?? usual, { width, height }, page), scope, setCorner, setScope }
}

type SurfaceProps = {
  readonly seal: SealToPlace
  readonly page: PageFrame
  readonly placing: Placing
}

/** Lies over the page: a press puts the seal there, the mouse and arrow keys move it. */
export const PlacingSurface = ({ seal, page, placing }: SurfaceProps) => {
  const { words } = useAssistant()
  const say = words.documentPages.placing
  const { corner, scope, setCorner } = placing
  const isRiding = scope === 'edges'
  const toPointer = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    const [x, y] = [((clientX - left) / width) * page.width, ((clientY - top) / height) * page.height]
    setCorner(within({ x: x - seal.width / 2, y: y - seal.height / 2 }, seal, page))
  }
  const byKey = (event: KeyboardEvent) => {
    const way = ways[event.key]
    if (way === undefined) return
    const step = event.shiftKey ? 10 : 1
    setCorner(within({ x: corner.x + way[0] * step, y: corner.y + way[1] * step }, seal, page))
    event.preventDefault()
  }
  // Across the edges each page shows a strip of the seal at its right edge.
  const x = isRiding ? page.width - seal.width / 2 : corner.x
  return (
    <div
      className={styles.surface}
      onPointerDown={toPointer}
      onPointerMove={(event) => event.buttons === 1 && toPointer(event)}
    >
      <button
        type="button"
        className={styles.seal}
        style={placeOnPage({ ...seal, x, y: corner.y }, page)}
        aria-label={`${say.seal}${words.verification.colon}${say.where(corner.x, corner.y)}`}
        onKeyDown={byKey}
      >
        {seal.picture !== null && <img src={seal.picture} alt="" draggable={false} />}
      </button>
    </div>
  )
}

/** What a person chooses beside the page. */
export const PlacingBar = ({ placing }: { readonly placing: Placing }) => {
  const { words } = useAssistant()
  const say = words.documentPages.placing
  const { x, y } = placing.corner
  return (
    <fieldset className={styles.placing}>
      <legend>{say.title}</legend>
      <p>{say.how}</p>
      <Segments
        legend={say.scope}
        values={placingScopes}
        titles={say.scopes}
        chosen={placing.scope}
        choose={placing.setScope}
      />
      <output>{say.where(x, y)}</output>
    </fieldset>
  )
}
