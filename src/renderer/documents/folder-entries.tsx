import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { FolderView } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { dateOf, sizeOf } from '../words/format.ts'
import styles from './folder.module.css'
import { moved, nothingSelected, type Selection, toggled, withAll } from './selection.ts'
import { stepOf, useInView, useWindow } from './use-window.ts'

const rowHeight = 36

type Entry = FolderView['entries'][number]

type Props = {
  readonly folder: FolderView
  readonly filter: string
  readonly chosen: ReadonlySet<string>
  readonly setChosen: (chosen: ReadonlySet<string>) => void
  readonly enter: (path: string) => void
}

const Row = ({
  entry,
  id,
  index,
  chosen,
  active,
}: {
  readonly entry: Entry
  readonly id: string
  readonly index: number
  readonly chosen: boolean
  readonly active: boolean
}) => {
  const { words } = useAssistant()
  const isFolder = entry.kind === 'folder'
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the active entry
    <div
      id={id}
      role="option"
      className={styles.entry}
      aria-selected={chosen}
      aria-posinset={index + 1}
      data-active={active}
      data-path={entry.path}
      style={{ top: index * rowHeight, height: rowHeight }}
    >
      <Icon name={chosen ? 'boxTicked' : 'box'} size={18} />
      <Icon name={isFolder ? 'folder' : 'file'} size={18} />
      <span className={styles.name} title={entry.name}>
        {entry.name}
      </span>
      <small>{isFolder ? words.documentsPage.folder.folder : sizeOf(entry.size)}</small>
      <small>{dateOf(entry.changedAt)}</small>
    </div>
  )
}

const pathAt = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-path]')?.dataset.path ?? null) : null

/** What a folder holds. Folders are opened; files and folders are chosen, several at once. */
export const FolderEntries = ({ folder, filter, chosen, setChosen, enter }: Props) => {
  const { words } = useAssistant()
  const say = words.documentsPage.folder
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const wanted = filter.trim().toLowerCase()
  const shown = useMemo(
    () => folder.entries.filter(({ name }) => name.toLowerCase().includes(wanted)),
    [folder, wanted],
  )
  const order = shown.map(({ path }) => path)
  const [at, setAt] = useState<Pick<Selection, 'active' | 'anchor'>>({ active: null, anchor: null })
  const selection: Selection = { ...nothingSelected, ...at, ids: chosen }
  const select = (next: Selection) => {
    setAt(next)
    if (next.ids !== chosen) setChosen(next.ids)
  }
  const activeAt = order.indexOf(at.active ?? '')
  const { from, to, perPage } = useWindow(box, shown.length, rowHeight)
  useInView(box, activeAt, rowHeight, 0)
  // The keyboard begins here, in each folder anew.
  useEffect(() => box.current?.focus({ preventScroll: true }), [])

  const open = (path: string) => {
    const entry = shown.find((one) => one.path === path)
    if (entry?.kind === 'folder') enter(path)
    else if (entry) select(toggled(selection, path))
  }
  const keys = (event: KeyboardEvent) => {
    const command = event.ctrlKey || event.metaKey
    const step = stepOf(event.key, perPage)
    const { active } = at
    if (command && event.key.toLowerCase() === 'a') select(withAll(selection, order))
    else if (step !== undefined) select(moved(selection, order, step, event.shiftKey))
    else if (event.key === ' ' && active !== null) select(toggled(selection, active))
    else if (event.key === 'Enter' && active !== null) open(active)
    else if (event.key === 'Backspace' && folder.parent !== null) enter(folder.parent)
    else return
    event.preventDefault()
  }
  const press = (event: MouseEvent) => {
    const path = pathAt(event.target)
    if (path !== null) select(toggled(selection, path))
  }
  return (
    <>
      <p id={`${id}-keys`} className="unseen">
        {say.keys}
      </p>
      <div
        ref={box}
        role="listbox"
        tabIndex={0}
        className={styles.entries}
        aria-label={say.list}
        aria-describedby={`${id}-keys`}
        aria-multiselectable="true"
        aria-activedescendant={activeAt >= from && activeAt < to ? `${id}-${activeAt}` : undefined}
        onKeyDown={keys}
        onClick={press}
        onDoubleClick={(event) => {
          const path = pathAt(event.target)
          if (path !== null) open(path)
        }}
        onFocus={({ currentTarget }) => {
          const [first] = order
          // Not under a mouse button: the list would scroll away from it.
          if (at.active === null && first !== undefined && currentTarget.matches(':focus-visible'))
            setAt({ active: first, anchor: first })
        }}
      >
        <div role="presentation" style={{ height: shown.length * rowHeight }}>
          {shown.slice(from, to).map((entry, place) => (
            <Row
              key={entry.path}
              entry={entry}
              id={`${id}-${from + place}`}
              index={from + place}
              chosen={chosen.has(entry.path)}
              active={entry.path === at.active}
            />
          ))}
        </div>
      </div>
      <p className={styles.below} role="status">
        {shown.length === 0 && (wanted === '' ? say.none : say.noneFound)}
        {chosen.size > 0 && say.chosen(chosen.size)}
      </p>
      {folder.incomplete && <p className={styles.below}>{say.incomplete}</p>}
    </>
  )
}
