import { Button } from 'antd'
import { useState } from 'react'
import { Icon } from '../../drawings/icon.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { Segments } from '../../parts/segments.tsx'
import styles from './page-picture.module.css'

export const zooms = ['fit', 'actual'] as const
export type Zoom = (typeof zooms)[number]

type Props = {
  /** Counted from 0. */
  readonly page: number
  readonly pages: number
  readonly turnTo: (page: number) => void
  readonly zoom: Zoom
  readonly setZoom: (zoom: Zoom) => void
}

const PageField = ({ page, pages, turnTo }: Pick<Props, 'page' | 'pages' | 'turnTo'>) => {
  const { words } = useAssistant()
  const [typed, setTyped] = useState<string | null>(null)
  const go = () => {
    const wanted = Number(typed)
    if (typed !== null && Number.isInteger(wanted) && wanted >= 1 && wanted <= pages) turnTo(wanted - 1)
    setTyped(null)
  }
  return (
    <input
      className={styles.number}
      inputMode="numeric"
      aria-label={words.documentPages.goTo}
      value={typed ?? page + 1}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={go}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        // In a form it would send the form.
        event.preventDefault()
        go()
      }}
    />
  )
}

/** Turns pages and changes their size. Its buttons keep the focus at the first and the last page. */
export const Toolbar = ({ page, pages, turnTo, zoom, setZoom }: Props) => {
  const { words } = useAssistant()
  const say = words.documentPages
  return (
    <div className={styles.toolbar}>
      <div className={styles.turning}>
        <Button
          aria-label={say.previous}
          aria-disabled={page === 0}
          onClick={() => turnTo(page - 1)}
          icon={<Icon name="left" />}
        />
        <PageField page={page} pages={pages} turnTo={turnTo} />
        <span aria-live="polite">{say.page(page + 1, pages)}</span>
        <Button
          aria-label={say.next}
          aria-disabled={page === pages - 1}
          onClick={() => turnTo(page + 1)}
          icon={<Icon name="right" />}
        />
      </div>
      <Segments legend={say.zoom} values={zooms} titles={say.zooms} chosen={zoom} choose={setZoom} />
    </div>
  )
}
