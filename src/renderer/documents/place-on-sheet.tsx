import { InputNumber } from 'antd'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { SealPlace } from '../../shared/documents/contract.ts'
import { explain } from '../../shared/errors/index.ts'
import type { ReadableSeal } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'
import form from '../parts/form.module.css'
import { Segments } from '../parts/segments.tsx'
import { useSealAddress } from '../seals/seal-picture.tsx'
import styles from './sign.module.css'
import type { FilePages } from './use-file-pages.ts'

/** A4 in millimetres. */
export const paper = { width: 210, height: 297 } as const

/** So many pixels is a millimetre in the preview. */
const scale = 1.3

export type Size = { readonly width: number; readonly height: number }

const within = (value: number, most: number): number =>
  Math.round(Math.min(Math.max(0, value), Math.max(0, most)))

const leftOf = (place: SealPlace, { width }: Size): number =>
  place.on === 'edges' ? paper.width - width / 2 : place.left

const movedTo = (place: SealPlace, left: number, top: number, { width, height }: Size): SealPlace =>
  place.on === 'edges'
    ? { ...place, top: within(top, paper.height - height) }
    : { ...place, left: within(left, paper.width - width), top: within(top, paper.height - height) }

const turnedTo = (place: SealPlace, on: SealPlace['on'], size: Size): SealPlace => {
  const { top } = place
  const left = place.on === 'edges' ? within(130, paper.width - size.width) : place.left
  if (on === 'edges') return { on, top }
  return on === 'page' ? { on, page: 1, left, top } : { on, left, top }
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

export type PlacingProps = {
  readonly seal: ReadableSeal
  readonly place: SealPlace
  readonly setPlace: (place: SealPlace) => void
}

/** The seal on the sheet. It is dragged, or moved with the arrows, by a millimetre or with Shift by ten. */
const Movable = ({ seal, place, setPlace }: PlacingProps) => {
  const { words } = useAssistant()
  const say = words.documentsPage.place
  const { picture } = seal
  const address = useSealAddress(seal.id, picture.kind === 'shown')
  const grip = useRef<{ readonly x: number; readonly y: number } | null>(null)
  const left = leftOf(place, picture)
  const hold = (event: PointerEvent<HTMLButtonElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { x: event.clientX - left * scale, y: event.clientY - place.top * scale }
  }
  const drag = ({ clientX, clientY }: PointerEvent) => {
    const from = grip.current
    if (from) setPlace(movedTo(place, (clientX - from.x) / scale, (clientY - from.y) / scale, picture))
  }
  const press = (event: KeyboardEvent) => {
    const arrow = arrows[event.key]
    if (!arrow) return
    event.preventDefault()
    const step = event.shiftKey ? 10 : 1
    setPlace(movedTo(place, left + arrow[0] * step, place.top + arrow[1] * step, picture))
  }
  return (
    <button
      type="button"
      className={styles.movable}
      style={{
        left: left * scale,
        top: place.top * scale,
        width: picture.width * scale,
        height: picture.height * scale,
      }}
      aria-label={
        place.on === 'edges' ? say.sealOnEdge(place.top) : say.seal(Math.round(left), Math.round(place.top))
      }
      onPointerDown={hold}
      onPointerMove={drag}
      onPointerUp={() => {
        grip.current = null
      }}
      onPointerCancel={() => {
        grip.current = null
      }}
      onKeyDown={press}
    >
      {address ? <img src={address} alt="" draggable={false} /> : <Icon name="seal" size={32} />}
    </button>
  )
}

const Sheet = (props: PlacingProps) => (
  <div
    className={styles.sheet}
    data-on={props.place.on}
    style={{ width: paper.width * scale, height: paper.height * scale }}
  >
    <svg viewBox="0 0 210 297" aria-hidden="true" focusable="false">
      <path
        d="M75 34h60M30 58h150M30 72h150M30 86h150M30 100h118M30 128h150M30 142h150M30 156h150M30 170h90"
        stroke="#D0CBC1"
        strokeWidth="3"
      />
    </svg>
    <Movable {...props} />
  </div>
)

const ways = ['page', 'every-page', 'edges'] as const

const Numbers = ({ seal, place, setPlace }: PlacingProps) => {
  const { words } = useAssistant()
  const say = words.documentsPage.place
  const { picture } = seal
  return (
    <>
      {place.on === 'page' && (
        <Field label={say.pageNumber}>
          {(ties) => (
            <InputNumber
              {...ties}
              min={1}
              max={100_000}
              precision={0}
              value={place.page}
              onChange={(page) => page !== null && setPlace({ ...place, page })}
            />
          )}
        </Field>
      )}
      {place.on !== 'edges' && (
        <Field label={say.left}>
          {(ties) => (
            <InputNumber
              {...ties}
              min={0}
              max={Math.max(0, paper.width - picture.width)}
              precision={0}
              value={place.left}
              onChange={(left) => left !== null && setPlace({ ...place, left })}
            />
          )}
        </Field>
      )}
      <Field label={say.top}>
        {(ties) => (
          <InputNumber
            {...ties}
            min={0}
            max={Math.max(0, paper.height - picture.height)}
            precision={0}
            value={place.top}
            onChange={(top) => top !== null && setPlace({ ...place, top })}
          />
        )}
      </Field>
    </>
  )
}

type SheetProps = PlacingProps & { readonly pages: FilePages; readonly isInside: boolean }

/** On a sketch of a sheet, and in figures for whoever cannot drag. */
export const PlaceOnSheet = (props: SheetProps) => {
  const { snapshot, words } = useAssistant()
  const say = words.documentsPage.place
  const { seal, place, setPlace, pages, isInside } = props
  return (
    <div className={styles.placing}>
      <div className={form.stack}>
        <Segments
          legend={say.title}
          values={ways}
          titles={say.ways}
          chosen={place.on}
          choose={(on) => setPlace(turnedTo(place, on, seal.picture))}
        />
        <p className={form.soft}>{say.meanings[place.on]}</p>
        <Numbers {...props} />
        <p className={form.soft}>{say.hint}</p>
        {!isInside && <p role="alert">{say.outside}</p>}
      </div>
      <figure className={styles.figure} aria-label={say.picture}>
        <Sheet {...props} />
        <figcaption>
          {pages.kind === 'refused' && <p>{explain(pages.error, snapshot.settings.language).title}</p>}
          {say.sheet}
        </figcaption>
      </figure>
    </div>
  )
}
