import { type FormEvent, useState } from 'react'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from './prompt.module.css'
import { Expiry, Foot, Head, type PromptProps } from './prompt-parts.tsx'
import { useAnswer } from './use-answer.ts'

/** Whether a site may ask at all. */
export const ConsentPrompt = (props: PromptProps) => {
  const { words } = useAssistant()
  const { prompt } = props
  const { action, consent, refuse } = useAnswer(prompt)
  const [remember, setRemember] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void consent(remember)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Head {...props} title={words.prompt.consentTitle} />
      <p>{words.prompt.consentMeaning}</p>
      {action.error && <ErrorNote report={action.error} />}
      <label className={styles.remember}>
        <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
        {words.prompt.remember}
      </label>
      <p className={styles.warning}>{words.prompt.warning}</p>
      {prompt.expiresAt && <Expiry at={prompt.expiresAt} />}
      <Foot refuse={refuse} act={words.prompt.allow} disabled={action.pending} />
    </form>
  )
}
