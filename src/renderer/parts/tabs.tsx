import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import styles from './tabs.module.css'

type Props<Name extends string> = {
  readonly label: string
  readonly tabs: readonly Name[]
  readonly titles: Readonly<Record<Name, string>>
  readonly now: Name
  readonly choose: (name: Name) => void
  readonly children: ReactNode
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** Several ways to the same end, of which one is shown. The arrow keys go from tab to tab. */
export const Tabs = <Name extends string>({ label, tabs, titles, now, choose, children }: Props<Name>) => {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = tabs.at((tabs.indexOf(now) + step) % tabs.length)
    if (next === undefined) return
    choose(next)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus()
  }
  return (
    <div className={styles.tabs}>
      <div ref={list} className={styles.list} role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            data-tab={name}
            aria-selected={name === now}
            aria-controls={`${id}-panel`}
            tabIndex={name === now ? 0 : -1}
            className={styles.tab}
            onClick={() => choose(name)}
          >
            {titles[name]}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${now}`}>
        {children}
      </div>
    </div>
  )
}
