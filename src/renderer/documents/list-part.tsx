import { Button, Input } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { DocumentView, DocumentWorkKind } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { go } from '../place/use-place.ts'
import styles from './documents.module.css'
import { FileList } from './file-list.tsx'
import { needsAttention } from './file-words.ts'
import { usePageMemory } from './page-memory.ts'
import { pruned, type Selection, withAll, withNone } from './selection.ts'
import { WorkBar } from './work-bar.tsx'

/** A shorter list is looked through at a glance. */
const longList = 8

type Props = {
  /** Only the files that a person should look at are shown. */
  readonly only: boolean
  readonly setOnly: (only: boolean) => void
  readonly starting: boolean
  /** A job is shown above. */
  readonly below: boolean
  readonly begin: (work: DocumentWorkKind, files: readonly DocumentView[]) => void
}

const found = (files: readonly DocumentView[], search: string, only: boolean) => {
  const wanted = search.trim().toLowerCase()
  return files.filter(
    (file) =>
      (!only || needsAttention(file)) &&
      (wanted === '' || `${file.folder}/${file.name}`.toLowerCase().includes(wanted)),
  )
}

/** The selection without files that have gone since. */
const useSelection = (files: readonly DocumentView[]) => {
  const { selection, change } = usePageMemory()
  const before = useRef<readonly string[]>([])
  const order = useMemo(() => files.map(({ id }) => id), [files])
  const now = pruned(selection, order, before.current)
  useEffect(() => {
    before.current = order
    if (now !== selection) change({ selection: now })
  }, [order, now, selection, change])
  return { selection: now, select: (next: Selection) => change({ selection: next }) }
}

type ToolsProps = Omit<Props, 'begin' | 'starting' | 'below'> & {
  readonly shown: readonly DocumentView[]
  readonly chosen: readonly DocumentView[]
  readonly selection: Selection
  readonly select: (selection: Selection) => void
  readonly remove: (fileIds: readonly string[]) => void
  readonly search: string
  readonly setSearch: (search: string) => void
  readonly removable: boolean
}

const Tools = (props: ToolsProps) => {
  const { shown, chosen, selection, select, remove, search, setSearch, only, setOnly } = props
  const { snapshot, words } = useAssistant()
  const say = words.documentsPage.list
  const { documents: files } = snapshot
  return (
    <>
      {(files.length > longList || only) && (
        <div className={styles.tools}>
          <Input
            className={styles.search ?? ''}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
            placeholder={say.search}
            aria-label={say.search}
            prefix={<Icon name="search" size={16} />}
            allowClear
          />
          <label className={styles.tick}>
            <input type="checkbox" checked={only} onChange={({ target }) => setOnly(target.checked)} />
            {say.only}
          </label>
        </div>
      )}
      <div className={styles.tools}>
        <span role="status">
          {chosen.length === 0 ? say.count(shown.length) : say.selected(chosen.length, files.length)}
        </span>
        <span className={styles.push} />
        <Button
          size="small"
          type="text"
          onClick={() =>
            select(
              withAll(
                selection,
                shown.map(({ id }) => id),
              ),
            )
          }
        >
          {say.all}
        </Button>
        <Button
          size="small"
          type="text"
          disabled={chosen.length === 0}
          onClick={() => select(withNone(selection))}
        >
          {say.clear}
        </Button>
        <Button
          size="small"
          type="text"
          disabled={chosen.length === 0 || !props.removable}
          onClick={() => remove(chosen.map(({ id }) => id))}
        >
          {chosen.length === 0 ? say.remove : say.removeCount(chosen.length)}
        </Button>
      </div>
    </>
  )
}

/** The list of files with what can be done with it. */
export const ListPart = ({ only, setOnly, starting, below, begin }: Props) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.documentsPage.list
  const { documents: files, documentJob: job } = snapshot
  const [search, setSearch] = useState('')
  const [told, setTold] = useState<string | null>(null)
  const removing = useAction()
  const { selection, select } = useSelection(files)
  const shown = useMemo(() => found(files, search, only), [files, search, only])
  const chosen = files.filter(({ id }) => selection.ids.has(id))
  const busy = job !== null && job.state.is !== 'ended'
  const remove = (fileIds: readonly string[]) => {
    if (busy) return
    void removing
      .run(() => client.documents.remove({ fileIds: [...fileIds] }))
      .then((done) => setTold(done ? say.removed(fileIds.length) : null))
  }
  const meant = chosen.length > 0 ? chosen : files
  return (
    <Card>
      <div className={styles.stack}>
        <Tools
          {...{ only, setOnly, shown, chosen, selection, select, remove, search, setSearch }}
          removable={!busy}
        />
        {removing.error && <ErrorNote report={removing.error} />}
        {shown.length === 0 ? (
          <p className={styles.none}>{say.none}</p>
        ) : (
          <FileList
            files={shown}
            all={files}
            selection={selection}
            select={select}
            open={(documentId) => go({ page: 'document', documentId })}
            remove={remove}
            short={below}
          />
        )}
        <p role="status" className="unseen">
          {told}
        </p>
      </div>
      <WorkBar
        files={meant}
        chosen={chosen.length > 0}
        busy={busy}
        starting={starting}
        begin={(work) => begin(work, meant)}
      />
    </Card>
  )
}
