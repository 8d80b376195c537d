import type { PromptContent, PromptOf } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Facts } from '../parts/facts.tsx'
import styles from './prompt.module.css'

const Content = ({ content }: { readonly content: PromptContent }) => {
  const { words } = useAssistant()
  const say = words.prompt
  if (content.kind === 'text')
    return (
      <figure className={styles.text}>
        <figcaption>{say.text}</figcaption>
        {/* Long texts scroll, so the keyboard must reach them. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
        <section tabIndex={0} aria-label={say.text}>
          <bdi>{content.text}</bdi>
        </section>
      </figure>
    )
  if (content.kind === 'files') {
    const { count, name, onKey } = content
    return (
      <div className={styles.what}>
        <Facts
          facts={[
            ...(name === null ? [] : [{ name: say.file, value: <bdi>{name}</bdi> }]),
            { name: say.files.count, value: say.files.many(count) },
          ]}
        />
        {count > 1 && <p>{onKey ? say.files.onKey : say.files.once}</p>}
      </div>
    )
  }
  const { name, length, sm3 } = content
  return (
    <div className={styles.what}>
      <Facts
        facts={[
          ...(name === null ? [] : [{ name: say.file, value: <bdi>{name}</bdi> }]),
          { name: say.size, value: say.bytes(length) },
          { name: say.digest, value: <code className={styles.digest}>{sm3}</code> },
        ]}
      />
    </div>
  )
}

/** What is signed or opened, whole: the person says yes to this and to nothing else. */
export const Wanted = ({ prompt }: { readonly prompt: PromptOf<'pin' | 'consent'> }) => {
  const { words } = useAssistant()
  return (
    <>
      {prompt.content && <Content content={prompt.content} />}
      {prompt.loose && <p className={styles.loose}>{words.prompt.loose}</p>}
    </>
  )
}
