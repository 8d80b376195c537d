import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react'
import { hashOf } from '../../shared/places/place.ts'
import { Icon } from '../drawings/icon.tsx'
import { useHelp } from '../help/use-help.ts'
import type { Client } from '../live/client.ts'
import { useAssistant } from '../live/use-live.tsx'
import { go } from '../place/use-place.ts'
import styles from './finder.module.css'
import { recentOnes, rememberRecent } from './recent.ts'
import { type Result, type ResultGroup, resultsFor } from './results.ts'

const mostArticles = 5
const longest = 100

const useGroups = (typed: string): readonly ResultGroup[] => {
  const { snapshot, words } = useAssistant()
  const ask = useCallback(
    (help: Client['help']) =>
      typed === '' ? Promise.resolve([]) : help.search({ question: typed, most: mostArticles }),
    [typed],
  )
  const { found } = useHelp(ask)
  const [recent] = useState(recentOnes)
  return resultsFor(typed, { snapshot, words, recent, heads: typed === '' ? [] : (found ?? []) })
}

type OptionProps = {
  readonly id: string
  readonly result: Result
  readonly chosen: boolean
  readonly open: (result: Result) => void
  readonly point: () => void
}

const Option = ({ id, result, chosen, open, point }: OptionProps) => {
  const option = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) option.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus, and its keys open what is chosen
    <div
      ref={option}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      className={styles.option}
      onClick={() => open(result)}
      onMouseMove={point}
    >
      <span>{result.title}</span>
      {result.detail && <small>{result.detail}</small>}
    </div>
  )
}

type ListProps = {
  readonly id: string
  readonly groups: readonly ResultGroup[]
  readonly at: number
  readonly open: (result: Result) => void
  readonly point: (at: number) => void
}

const List = ({ id, groups, at, open, point }: ListProps) => {
  const { words } = useAssistant()
  const all = groups.flatMap(({ results }) => results)
  return (
    <div id={id} role="listbox" aria-label={words.finder.title} className={styles.list}>
      {groups.map(({ name, results, more }) => (
        // biome-ignore lint/a11y/useSemanticElements: a list of options has groups, not fieldsets
        <div key={name} role="group" aria-labelledby={`${id}-${name}`}>
          <div id={`${id}-${name}`} role="presentation" className={styles.group}>
            {words.finder.groups[name]}
          </div>
          {results.map((result) => {
            const place = all.indexOf(result)
            return (
              <Option
                key={hashOf(result.place)}
                id={`${id}-${place}`}
                result={result}
                chosen={place === at}
                open={open}
                point={() => point(place)}
              />
            )
          })}
          {more > 0 && (
            <div role="presentation" className={styles.more}>
              {words.finder.more(more)}
            </div>
          )}
        </div>
      ))}
    </div>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

type FinderProps = { readonly close: () => void }

/** One field for everything: functions, certificates, codes and answers. The focus stays in the field. */
const Finder = ({ close }: FinderProps) => {
  const { words } = useAssistant()
  const say = words.finder
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const groups = useGroups(text.trim())
  const all = groups.flatMap(({ results }) => results)
  const chosen = Math.min(at, all.length - 1)
  const open = (result: Result) => {
    rememberRecent(result.title, hashOf(result.place))
    close()
    go(result.place)
  }
  const press = (event: KeyboardEvent) => {
    // While an input method composes, its keys belong to it.
    if (event.nativeEvent.isComposing) return
    const step = steps[event.key]
    if (step !== undefined && all.length > 0) {
      event.preventDefault()
      setAt((chosen + step + all.length) % all.length)
    }
    const result = all[chosen]
    if (event.key === 'Enter' && result) {
      event.preventDefault()
      open(result)
    }
  }
  return (
    <>
      <div className={styles.field}>
        <Icon name="search" size={20} />
        <input
          // biome-ignore lint/a11y/noAutofocus: the person opened this field to type
          autoFocus
          type="text"
          role="combobox"
          aria-label={say.placeholder}
          aria-expanded={all.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen < 0 ? undefined : `${id}-list-${chosen}`}
          placeholder={say.placeholder}
          value={text}
          maxLength={longest}
          onChange={({ target }) => {
            setText(target.value)
            setAt(0)
          }}
          onKeyDown={press}
        />
      </div>
      <List id={`${id}-list`} groups={groups} at={chosen} open={open} point={setAt} />
      <p role="status" className={styles.status}>
        {all.length === 0 ? say.nothing : `${say.results(all.length)} · ${say.hint}`}
      </p>
    </>
  )
}

/** The dialog around it. The system gives the focus back to where it was. */
export const FinderDialog = ({ close }: FinderProps) => {
  const { words } = useAssistant()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it by itself
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={words.finder.title}
      onClose={close}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close()
      }}
    >
      <div className={styles.inside}>
        <Finder close={() => dialog.current?.close()} />
      </div>
    </dialog>
  )
}
