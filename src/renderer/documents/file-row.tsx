// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are drawn, each at its own place, as no table does
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the active row
import { memo } from 'react'
import type { DocumentView } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { sizeOf } from '../words/format.ts'
import styles from './file-list.module.css'
import { stateWords } from './file-words.ts'

export const rowHeight = 52

type Props = {
  readonly file: DocumentView
  readonly id: string
  readonly index: number
  readonly selected: boolean
  readonly active: boolean
  /** The name of the file that belongs to this one. */
  readonly companion: string | null
}

const State = ({ file }: { readonly file: DocumentView }) => {
  const { snapshot, words } = useAssistant()
  const { tone, icon, words: told } = stateWords(file, words, snapshot.settings.language)
  return (
    <span className={styles.state} title={told}>
      <StateWord tone={tone} icon={icon}>
        {told}
      </StateWord>
    </span>
  )
}

const Below = ({ file, companion }: Pick<Props, 'file' | 'companion'>) => {
  const say = useAssistant().words.documentsPage.list
  const told = file.content === 'signature' ? say.signatureOf : say.signedBy
  const below = companion === null ? file.folder : told(companion)
  return <small title={companion === null ? file.folder : `${below}\n${file.folder}`}>{below}</small>
}

/** A file of the list. The grid around it hears mouse and keys. */
export const FileRow = memo(({ file, id, index, selected, active, companion }: Props) => {
  const { words } = useAssistant()
  const say = words.documentsPage
  return (
    // The grid has the focus and names the active row, so that a row may come and go with the scrolling.
    <div
      id={id}
      role="row"
      className={styles.row}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-active={active}
      data-file={file.id}
      style={{ top: index * rowHeight, height: rowHeight }}
    >
      <span role="gridcell" className={styles.tick}>
        <Icon name={selected ? 'boxTicked' : 'box'} />
      </span>
      <span role="gridcell" className={styles.name}>
        <strong title={file.name}>{file.name}</strong>
        <Below file={file} companion={companion} />
      </span>
      <span role="gridcell" className={styles.kind}>
        {say.contents[file.content]}
      </span>
      <span role="gridcell" className={styles.size}>
        {sizeOf(file.size)}
      </span>
      <span role="gridcell" className={styles.states}>
        <State file={file} />
      </span>
      <span role="gridcell" className={styles.open} data-open title={say.list.details}>
        <Icon name="right" size={16} />
        <span className="unseen">{say.list.details}</span>
      </span>
    </div>
  )
})
