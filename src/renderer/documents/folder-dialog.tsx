import { Button, Input } from 'antd'
import { useCallback, useId, useState } from 'react'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import styles from './folder.module.css'
import { FolderEntries } from './folder-entries.tsx'
import { useFolder } from './use-folder.ts'
import type { Taking } from './use-taking.ts'

/** The folders from the topmost to this one, as far as they can be told from a path of any system. */
const crumbsOf = (path: string): readonly { readonly name: string; readonly path: string }[] => {
  const separator = path.includes('\\') ? '\\' : '/'
  const parts = path.split(separator)
  return parts.flatMap((name, index) => {
    const upTo = parts.slice(0, index + 1).join(separator)
    // The topmost folder of a system or of a disk keeps its separator.
    const whole = index === 0 ? `${upTo}${separator}` : upTo
    return name === '' && index > 0 ? [] : [{ name: name === '' ? separator : name, path: whole }]
  })
}

const Crumbs = ({ path, go }: { readonly path: string; readonly go: (path: string) => void }) => {
  const { words } = useAssistant()
  const crumbs = crumbsOf(path)
  return (
    <nav className={styles.crumbs} aria-label={words.documentsPage.folder.here}>
      {crumbs.map(({ name, path: to }, index) =>
        index === crumbs.length - 1 ? (
          <span key={to} aria-current="location">
            {name}
          </span>
        ) : (
          <button key={to} type="button" onClick={() => go(to)}>
            {name}
          </button>
        ),
      )}
    </nav>
  )
}

type UsualProps = {
  readonly places: readonly { readonly name: string; readonly path: string }[]
  readonly here: string
  readonly go: (path: string) => void
}

const Usual = ({ places, here, go }: UsualProps) => {
  const { words } = useAssistant()
  return (
    <nav className={styles.usual} aria-label={words.documentsPage.folder.usual}>
      {places.map(({ name, path }) => (
        <button
          key={path}
          type="button"
          aria-current={path === here ? 'location' : undefined}
          title={path}
          onClick={() => go(path)}
        >
          <Icon name="folder" size={16} />
          <span>{name}</span>
        </button>
      ))}
    </nav>
  )
}

/** 选择文件 where the shell has no window of the system for it: folders as the assistant sees them. */
export const FolderDialog = ({ taking }: { readonly taking: Taking }) => {
  const { words } = useAssistant()
  const say = words.documentsPage.folder
  const titleId = useId()
  const { folder, looking, go } = useFolder()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [filter, setFilter] = useState('')
  const adding = useAction()
  const open = useCallback((dialog: HTMLDialogElement | null) => {
    if (dialog && !dialog.open) dialog.showModal()
  }, [])
  const enter = (path: string) => {
    setChosen(new Set())
    setFilter('')
    go(path)
  }
  const add = (paths: readonly string[]) =>
    void adding.run(async () => {
      await taking.addPaths(paths)
      taking.closeFolder()
    })
  return (
    <dialog
      ref={open}
      className={styles.dialog}
      aria-labelledby={titleId}
      onClose={taking.closeFolder}
      onCancel={taking.closeFolder}
    >
      <div className={styles.inside}>
        <header className={styles.header}>
          <h2 id={titleId}>{say.title}</h2>
          {folder && <Crumbs path={folder.path} go={enter} />}
        </header>
        <div className={styles.body}>
          <Usual places={folder?.usual ?? []} here={folder?.path ?? ''} go={enter} />
          <div className={styles.main}>
            <div className={styles.tools}>
              <Button
                icon={<Icon name="up" size={16} />}
                disabled={!folder?.parent}
                onClick={() => folder?.parent && enter(folder.parent)}
              >
                {say.up}
              </Button>
              <Input
                value={filter}
                onChange={({ target }) => setFilter(target.value)}
                placeholder={say.filter}
                aria-label={say.filter}
                prefix={<Icon name="search" size={16} />}
                allowClear
              />
            </div>
            {looking.error && <ErrorNote report={looking.error} />}
            <Waiting active={looking.pending} words={say.reading} />
            {folder && (
              <FolderEntries
                key={folder.path}
                folder={folder}
                filter={filter}
                chosen={chosen}
                setChosen={setChosen}
                enter={enter}
              />
            )}
          </div>
        </div>
        {adding.error && <ErrorNote report={adding.error} />}
        <footer className={styles.foot}>
          <Button onClick={taking.closeFolder}>{say.cancel}</Button>
          <Waiting active={adding.pending} words={say.adding} />
          <span className={styles.push} />
          <Button
            disabled={!folder || adding.pending || folder.entries.length === 0}
            onClick={() => folder && add([folder.path])}
          >
            {say.addFolder}
          </Button>
          <Button
            type="primary"
            disabled={chosen.size === 0 || adding.pending}
            onClick={() => add([...chosen])}
          >
            {say.add(chosen.size)}
          </Button>
        </footer>
      </div>
    </dialog>
  )
}
