import { useId } from 'react'
import { useAssistant } from '../live/use-live.tsx'
import styles from './prompt.module.css'
import { PromptContent } from './prompt-content.tsx'

/** The small prompt window of the Electron shell. */
export const PromptWindow = () => {
  const { snapshot, words } = useAssistant()
  const titleId = useId()
  const { prompt } = snapshot
  return (
    <main className={styles.window} data-page="prompt" aria-labelledby={prompt ? titleId : undefined}>
      {prompt ? (
        <PromptContent key={prompt.id} prompt={prompt} titleId={titleId} heading="h1" />
      ) : (
        <p className={styles.none}>{words.prompt.none}</p>
      )}
    </main>
  )
}
