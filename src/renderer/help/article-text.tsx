import { type Block, blocksOf, type Span } from '../../shared/help/markdown.ts'
import styles from './help.module.css'

const Spans = ({ spans }: { readonly spans: readonly Span[] }) =>
  spans.map(({ kind, text }, at) => {
    const key = `${at} ${kind}`
    if (kind === 'strong') return <strong key={key}>{text}</strong>
    return kind === 'code' ? <code key={key}>{text}</code> : <span key={key}>{text}</span>
  })

const Part = ({ block }: { readonly block: Block }) => {
  if (block.kind === 'heading')
    return (
      <h3>
        <Spans spans={block.spans} />
      </h3>
    )
  if (block.kind === 'paragraph')
    return (
      <p>
        <Spans spans={block.spans} />
      </p>
    )
  const List = block.ordered ? 'ol' : 'ul'
  return (
    <List>
      {block.items.map((spans, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of a text have no other name and never move
        <li key={at}>
          <Spans spans={spans} />
        </li>
      ))}
    </List>
  )
}

type Props = { readonly text: string; readonly plain: boolean }

/** The text of an article. Only the small markdown is drawn; everything else is shown as it stands. */
export const ArticleText = ({ text, plain }: Props) => (
  <div className={styles.text}>
    {plain ? (
      <p>{text}</p>
    ) : (
      blocksOf(text).map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name and never move
        <Part key={at} block={block} />
      ))
    )}
  </div>
)
