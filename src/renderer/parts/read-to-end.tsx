import { Button } from 'antd'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import styles from './read-to-end.module.css'

type Props = {
  /** Stands above the text, beside the button that leads to its end. */
  readonly head: ReactNode
  readonly say: { readonly region: string; readonly toEnd: string }
  readonly atEnd: () => void
  readonly children: ReactNode
}

/** A little short of the end counts as the end: sizes are rounded when the page is enlarged. */
const isAtEnd = ({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean =>
  scrollTop + clientHeight >= scrollHeight - 8

/** A text that can be accepted only once its end was in view. */
export const ReadToEnd = ({ head, say, atEnd, children }: Props) => {
  const region = useRef<HTMLElement>(null)
  const look = useCallback(() => {
    if (region.current && isAtEnd(region.current)) atEnd()
  }, [atEnd])
  // A short text is at its end from the start.
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
        <div>{head}</div>
        <Button size="small" onClick={toEnd}>
          {say.toEnd}
        </Button>
      </div>
      <section
        ref={region}
        className={styles.text}
        aria-label={say.region}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it must be scrolled, also by keyboard
        tabIndex={0}
        onScroll={look}
      >
        {children}
      </section>
    </>
  )
}
