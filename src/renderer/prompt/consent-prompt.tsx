import { type FormEvent, useState } from 'react'
import type { PromptOf } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from './prompt.module.css'
import { Expiry, Foot, Head, type PromptProps, With } from './prompt-parts.tsx'
import { useAnswer } from './use-answer.ts'
import { Wanted } from './wanted.tsx'

/** Asks whether a site may ask at all, or may have what it asks for without a PIN. */
export const ConsentPrompt = (props: PromptProps<PromptOf<'consent'>>) => {
  const { words } = useAssistant()
  const say = words.prompt
  const { prompt } = props
  const { action, ready, give, refuse } = useAnswer(prompt)
  const [remember, setRemember] = useState(false)
  const connects = prompt.purpose === 'connect'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void give({ kind: 'consent', remember })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Head {...props} title={say.purpose[prompt.purpose].title} />
      <Wanted prompt={prompt} />
      <With prompt={prompt} />
      {connects && <p>{say.connectMeaning}</p>}
      {prompt.purpose === 'quit' && <p>{say.quitMeaning}</p>}
      {action.error && <ErrorNote report={action.error} />}
      {prompt.remember === 'offered' && (
        <label className={styles.remember}>
          <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
          {connects ? say.remember.connect : say.remember.other}
        </label>
      )}
      {prompt.asker.kind === 'page' && <p className={styles.warning}>{say.warning}</p>}
      {prompt.expiresAt && <Expiry at={prompt.expiresAt} />}
      <Foot refuse={refuse} act={say.purpose[prompt.purpose].act} disabled={!ready} focus="refuse" />
    </form>
  )
}
