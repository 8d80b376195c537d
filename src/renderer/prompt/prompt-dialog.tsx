import { useCallback, useId } from 'react'
import { useAssistant } from '../live/use-live.tsx'
import styles from './prompt.module.css'
import { PromptContent } from './prompt-content.tsx'

/** The same question on the page of the web shell, which has no window of its own for it. */
export const PromptDialog = () => {
  const { snapshot } = useAssistant()
  const titleId = useId()
  const { prompt } = snapshot
  // It is modal, so the rest of the page is out of reach until the question is answered.
  const open = useCallback((dialog: HTMLDialogElement | null) => {
    if (dialog && !dialog.open) dialog.showModal()
  }, [])
  if (!prompt) return null
  return (
    <dialog
      ref={open}
      key={prompt.id}
      className={styles.dialog}
      aria-labelledby={titleId}
      // Esc is an answer here. The content sends it, and the dialog closes with the question.
      onCancel={(event) => event.preventDefault()}
    >
      <div className={styles.inside}>
        <PromptContent prompt={prompt} titleId={titleId} heading="h2" />
      </div>
    </dialog>
  )
}
