import { Button, Dropdown } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { assertNever } from '../../shared/assert-never.ts'
import type { PinnedApplication } from '../../shared/models/index.ts'
import { Icon, type IconName } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { useBilingual } from '../words/use-bilingual.ts'
import styles from './applications.module.css'

type Told = { readonly name: string; readonly below: string; readonly icon: IconName }

const useTold = () => {
  const told = useBilingual()
  const say = useAssistant().words.applications
  return (one: PinnedApplication): Told => {
    switch (one.kind) {
      case 'upgrade-wizard':
        return { name: say.wizard, below: say.wizardMeaning, icon: 'certificate' }
      case 'link':
        return { name: told(one.name), below: new URL(one.address).hostname, icon: 'globe' }
      case 'program':
        return { name: one.name, below: one.path.split(/[\\/]/).at(-1) ?? one.path, icon: 'program' }
      default:
        return assertNever(one)
    }
  }
}

type Acts = ReturnType<typeof useActs>

/** What can be done with one application, by menu and by keys. */
const useActs = (id: string) => {
  const { client } = useAssistant()
  const { error, run } = useAction()
  const one = { applicationId: id }
  return {
    error,
    open: () => void run(() => client.applications.open(one)),
    remove: () => void run(() => client.applications.remove(one)),
    move: (by: -1 | 1) => void run(() => client.applications.move({ ...one, by })),
  }
}

const onKey = (event: KeyboardEvent, { remove, move }: Acts) => {
  if (event.key === 'Delete') remove()
  else if (event.altKey && event.key === 'ArrowLeft') move(-1)
  else if (event.altKey && event.key === 'ArrowRight') move(1)
  else return
  event.preventDefault()
}

type TileProps = { readonly one: PinnedApplication; readonly first: boolean; readonly last: boolean }

const Tile = ({ one, first, last }: TileProps) => {
  const say = useAssistant().words.applications
  const { name, below, icon } = useTold()(one)
  const acts = useActs(one.id)
  const [open, setOpen] = useState(false)
  const choose = (key: string) => {
    setOpen(false)
    if (key === 'open') acts.open()
    else if (key === 'remove') acts.remove()
    else acts.move(key === 'left' ? -1 : 1)
  }
  const items = [
    { key: 'open', label: say.open },
    { key: 'left', label: say.left, disabled: first },
    { key: 'right', label: say.right, disabled: last },
    { type: 'divider' as const, key: 'divider' },
    { key: 'remove', label: say.remove },
  ]
  return (
    <li className={styles.tile}>
      <button
        type="button"
        className={styles.face}
        data-face
        title={one.kind === 'program' ? one.path : one.kind === 'link' ? one.address : undefined}
        aria-keyshortcuts="Delete Alt+ArrowLeft Alt+ArrowRight"
        onClick={acts.open}
        onKeyDown={(event) => onKey(event, acts)}
        onContextMenu={(event) => {
          event.preventDefault()
          setOpen(true)
        }}
      >
        <Icon name={icon} size={28} />
        <span className={styles.name}>{name}</span>
        <span className={styles.below}>{below}</span>
      </button>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        open={open}
        onOpenChange={setOpen}
        autoFocus
        getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
        menu={{ items, onClick: ({ key }) => choose(key) }}
      >
        <button
          type="button"
          className={styles.more}
          aria-label={say.more(name)}
          aria-haspopup="menu"
          aria-expanded={open}
        >
          ⋯
        </button>
      </Dropdown>
      {acts.error && <ErrorNote report={acts.error} />}
    </li>
  )
}

const PutBack = ({ one }: { readonly one: PinnedApplication }) => {
  const { client, words } = useAssistant()
  const say = words.applications
  const { name } = useTold()(one)
  const { error, pending, run } = useAction()
  return (
    <div role="status">
      <Note
        tone="plain"
        title={say.removed(name)}
        actions={
          <Button disabled={pending} onClick={() => void run(() => client.applications.putBack())}>
            {say.undo}
          </Button>
        }
      />
      {error && <ErrorNote report={error} />}
    </div>
  )
}

/** After one was removed by key, the tile in its place gets the focus, so that the keyboard keeps its place. */
const useFocusKept = (count: number) => {
  const list = useRef<HTMLUListElement>(null)
  const at = useRef<number | null>(null)
  const faces = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-face]') ?? [])]
  const remember = ({ key }: KeyboardEvent) => {
    const here = document.activeElement
    at.current = key === 'Delete' && here instanceof HTMLElement ? faces().indexOf(here) : null
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tiles have changed when their number has
  useEffect(() => {
    if (at.current === null) return
    faces()[Math.min(at.current, count - 1)]?.focus()
    at.current = null
  }, [count])
  return { list, remember }
}

export const Pinned = () => {
  const { snapshot, words } = useAssistant()
  const say = words.applications
  const { applications, removedApplication } = snapshot
  const { list, remember } = useFocusKept(applications.length)
  return (
    <>
      {applications.length === 0 ? (
        <Card>
          <p className={form.soft}>{say.none}</p>
        </Card>
      ) : (
        <>
          <ul ref={list} className={styles.tiles} aria-label={say.list} onKeyDownCapture={remember}>
            {applications.map((one, at) => (
              <Tile key={one.id} one={one} first={at === 0} last={at === applications.length - 1} />
            ))}
          </ul>
          <p className={styles.keys}>{say.keys}</p>
        </>
      )}
      {removedApplication && <PutBack one={removedApplication} />}
    </>
  )
}
