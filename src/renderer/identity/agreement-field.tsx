import { Button } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { IdentityRules } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import form from '../parts/form.module.css'
import styles from './identity.module.css'

/** A little short of the end counts as the end: sizes are rounded when the page is enlarged. */
const isAtEnd = ({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean =>
  scrollTop + clientHeight >= scrollHeight - 8

type Agreement = IdentityRules['agreement']

const Text = ({ text, atEnd }: { readonly text: Agreement; readonly atEnd: () => void }) => {
  const say = useAssistant().words.identity.agreement
  const region = useRef<HTMLElement>(null)
  const look = useCallback(() => {
    if (region.current && isAtEnd(region.current)) atEnd()
  }, [atEnd])
  // A short agreement is at its end from the start.
  useEffect(look, [look])
  const toEnd = () => {
    const { current } = region
    if (current) current.scrollTop = current.scrollHeight
    current?.focus()
    look()
  }
  return (
    <>
      <div className={styles.row}>
        <span className={form.soft}>{say.version(text.version)}</span>
        <Button size="small" onClick={toEnd}>
          {say.toEnd}
        </Button>
      </div>
      <section
        ref={region}
        className={styles.agreement}
        aria-label={say.region}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it must be scrolled, also by keyboard
        tabIndex={0}
        onScroll={look}
      >
        {text.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </section>
    </>
  )
}

type Props = {
  readonly text: Agreement
  /** The version that was accepted; null if none was. */
  readonly accepted: string | null
  readonly checked: boolean
  readonly accept: (version: string | null) => void
}

/** 用户服务协议. It can be accepted once it was opened and its end was in view. */
export const AgreementField = ({ text, accepted, checked, accept }: Props) => {
  const say = useAssistant().words.identity.agreement
  const [open, setOpen] = useState(false)
  const [read, setRead] = useState(false)
  const atEnd = useCallback(() => setRead(true), [])
  const ticked = accepted === text.version
  return (
    <div className={styles.proof}>
      {!open && (
        <div>
          <Button onClick={() => setOpen(true)}>{say.open(text.title)}</Button>
        </div>
      )}
      {open && <Text text={text} atEnd={atEnd} />}
      <label className={form.tick}>
        <input
          type="checkbox"
          checked={ticked}
          disabled={!read && !ticked}
          onChange={({ target }) => accept(target.checked ? text.version : null)}
        />
        <span>
          {say.accept(text.title)}
          {!read && !ticked && <small>{say.scroll}</small>}
        </span>
      </label>
      {checked && !ticked && (
        <p className={styles.fault} role="alert">
          <Icon name="problem" size={16} />
          {say.missing}
        </p>
      )}
    </div>
  )
}
