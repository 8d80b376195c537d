import { useEffect, useState } from 'react'
import { Icon } from '../drawings/icon.tsx'
import styles from '../frame/rail.module.css'
import { useAssistant } from '../live/use-live.tsx'
import { FinderDialog } from './finder.tsx'

/** Whether a dialog is in view. A closed one may still be in the page. */
const isAsked = (): boolean =>
  [...document.querySelectorAll('dialog[open], [role="dialog"]')].some((dialog) => dialog.checkVisibility())

/** Ctrl+K, or ⌘K on a Mac, wherever the focus is. A question of the assistant that is open comes first. */
const useShortcut = (open: () => void): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isOurs = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      if (!isOurs || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      if (!isAsked()) open()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [open])
}

/** Whoever is sent to another page, by a notification or the tray, sees that page. */
const useWayThere = (close: () => void): void => {
  useEffect(() => {
    window.addEventListener('hashchange', close)
    return () => window.removeEventListener('hashchange', close)
  }, [close])
}

/** The way to find everything, in the rail. */
export const FinderButton = () => {
  const say = useAssistant().words.finder
  const [isOpen, setOpen] = useState(false)
  const [open] = useState(() => () => setOpen(true))
  const [close] = useState(() => () => setOpen(false))
  useShortcut(open)
  useWayThere(close)
  return (
    <>
      <button
        type="button"
        className={styles.tool}
        aria-haspopup="dialog"
        aria-label={say.openLabel}
        title={say.openLabel}
        onClick={open}
      >
        <Icon name="search" size={18} />
        <span>{say.open}</span>
      </button>
      {isOpen && <FinderDialog close={close} />}
    </>
  )
}
