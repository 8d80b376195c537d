// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are drawn, each at its own place, as no table does
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the active row
import { type KeyboardEvent, type MouseEvent, useId, useMemo, useRef } from 'react'
import type { DocumentView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from './file-list.module.css'
import { FileRow, rowHeight } from './file-row.tsx'
import { extended, moved, type Selection, toggled, withAll, withNone } from './selection.ts'
import { stepOf, useInView, useWindow } from './use-window.ts'

type Props = {
  /** Those that are shown. */
  readonly files: readonly DocumentView[]
  /** All of the list, in which companions are looked for. */
  readonly all: readonly DocumentView[]
  readonly selection: Selection
  readonly select: (selection: Selection) => void
  readonly open: (fileId: string) => void
  readonly remove: (fileIds: readonly string[]) => void
  /** Something above it takes room. */
  readonly short: boolean
}

const headHeight = 33

const fileAt = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-file]')?.dataset.file ?? null) : null

/** What the keys do. */
const useKeys = (
  { files, selection, select, open, remove }: Omit<Props, 'all' | 'short'>,
  perPage: number,
) => {
  const order = files.map(({ id }) => id)
  const { active } = selection
  const takeAway = () => {
    const chosen = order.filter((id) => selection.ids.has(id))
    const gone = chosen.length > 0 || active === null ? chosen : [active]
    if (gone.length > 0) remove(gone)
  }
  return (event: KeyboardEvent) => {
    const command = event.ctrlKey || event.metaKey
    const step = stepOf(event.key, perPage)
    if (command && event.key.toLowerCase() === 'a') select(withAll(selection, order))
    else if (step !== undefined) select(moved(selection, order, step, event.shiftKey))
    else if (event.key === 'Escape') select(withNone(selection))
    else if (event.key === 'Delete') takeAway()
    else if (event.key === 'Enter' && active !== null) open(active)
    else if (event.key === ' ' && active !== null) select(toggled(selection, active))
    else return
    event.preventDefault()
  }
}

const Head = () => {
  const say = useAssistant().words.documentsPage.list
  return (
    <div role="row" className={styles.head} aria-rowindex={1}>
      <span role="columnheader" className={styles.tick}>
        <span className="unseen">{say.select}</span>
      </span>
      <span role="columnheader" className={styles.name}>
        {say.name}
      </span>
      <span role="columnheader" className={styles.kind}>
        {say.kind}
      </span>
      <span role="columnheader" className={styles.size}>
        {say.size}
      </span>
      <span role="columnheader" className={styles.states}>
        {say.state}
      </span>
      <span role="columnheader" className={styles.open}>
        <span className="unseen">{say.details}</span>
      </span>
    </div>
  )
}

/** The files as a table of which only the rows in view are drawn, so that a thousand cost as little as ten. */
export const FileList = (props: Props) => {
  const { files, all, selection, select, open } = props
  const say = useAssistant().words.documentsPage.list
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const { from, to, perPage } = useWindow(box, files.length, rowHeight)
  const activeAt = files.findIndex((file) => file.id === selection.active)
  useInView(box, activeAt, rowHeight, headHeight)
  const names = useMemo(() => new Map(all.map((file) => [file.id, file.name])), [all])
  const keys = useKeys(props, perPage)
  const press = (event: MouseEvent) => {
    const at = fileAt(event.target)
    if (at === null) return
    if (event.target instanceof Element && event.target.closest('[data-open]')) return open(at)
    const order = files.map((file) => file.id)
    select(event.shiftKey ? extended(selection, order, at) : toggled(selection, at))
  }
  return (
    <>
      <p id={`${id}-keys`} className="unseen">
        {say.keys}
      </p>
      <div
        ref={box}
        role="grid"
        tabIndex={0}
        className={styles.grid}
        data-short={props.short}
        aria-label={say.label}
        aria-describedby={`${id}-keys`}
        aria-multiselectable="true"
        aria-rowcount={files.length + 1}
        aria-activedescendant={activeAt >= from && activeAt < to ? `${id}-${activeAt}` : undefined}
        onKeyDown={keys}
        onClick={press}
        onDoubleClick={(event) => {
          const at = fileAt(event.target)
          if (at !== null) open(at)
        }}
        onFocus={({ currentTarget }) => {
          // Not under a mouse button: the list would scroll away from it.
          if (selection.active === null && currentTarget.matches(':focus-visible'))
            select(
              moved(
                selection,
                files.map((file) => file.id),
                1,
                false,
              ),
            )
        }}
      >
        <div role="rowgroup">
          <Head />
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: files.length * rowHeight }}>
          {files.slice(from, to).map((file, place) => (
            <FileRow
              key={file.id}
              id={`${id}-${from + place}`}
              file={file}
              index={from + place}
              selected={selection.ids.has(file.id)}
              active={file.id === selection.active}
              companion={file.companion === null ? null : (names.get(file.companion) ?? null)}
            />
          ))}
        </div>
      </div>
    </>
  )
}
