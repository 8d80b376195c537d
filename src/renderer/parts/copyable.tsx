import { useEffect, useState } from 'react'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import styles from './copyable.module.css'

/** The old way of copying needs no permission, which a strict shell does not grant. */
const copyBySelection = (text: string): boolean => {
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('aria-hidden', 'true')
  area.className = 'unseen'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}

export const copyText = async (text: string): Promise<boolean> => {
  const held = document.activeElement
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const done = copyBySelection(text)
    if (held instanceof HTMLElement) held.focus()
    return done
  }
}

type Props = { readonly text: string; readonly label: string; readonly shown?: string }

/** A quiet button that copies a text and then says so. */
export const CopyButton = ({ text, label, shown }: Props) => {
  const { words } = useAssistant()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      onClick={async () => setCopied(await copyText(text))}
    >
      {shown && <span className={styles.code}>{shown}</span>}
      <Icon name={copied ? 'check' : 'copy'} size={14} />
      <span role="status">{copied ? words.everywhere.copied : ''}</span>
    </button>
  )
}

/** A text with a button that copies it. */
export const Copied = ({ text }: { readonly text: string }) => {
  const { words } = useAssistant()
  return (
    <>
      {text} <CopyButton text={text} label={`${words.everywhere.copy} ${text}`} />
    </>
  )
}
