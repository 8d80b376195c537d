import { useId } from 'react'
import type { PromptOf } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import form from '../parts/form.module.css'
import styles from './prompt.module.css'
import { Expiry, Foot, Head, type PromptProps } from './prompt-parts.tsx'
import { useAnswer } from './use-answer.ts'
import { type FileReading, useFileReading } from './use-file-reading.ts'

type View = PromptOf<'file'>

const nextOf = ({ purpose }: View) =>
  purpose === 'sign' || purpose === 'decrypt' || purpose === 'encrypt' ? purpose : 'other'

const Picker = ({ reading }: { readonly reading: FileReading }) => {
  const { words } = useAssistant()
  const say = words.prompt.pick
  const buttonId = useId()
  const { file, percent, unreadable, choose } = reading
  return (
    <Field label={words.prompt.file} fault={unreadable ? say.unreadable : null}>
      {({ status: _, ...ties }) => (
        <div className={form.file}>
          <input
            {...ties}
            type="file"
            aria-labelledby={buttonId}
            onChange={(event) => {
              const [chosen] = event.target.files ?? []
              if (chosen) choose(chosen)
              // The same file may have changed and be chosen again.
              event.target.value = ''
            }}
          />
          <label htmlFor={ties.id} id={buttonId}>
            {file === null ? say.file : say.another}
          </label>
          <span aria-live="polite">{percent === null ? file?.name : say.reading(percent)}</span>
        </div>
      )}
    </Field>
  )
}

/** The person picks a file for a site. What the site called it is only told, and never looked for. */
export const FilePrompt = (props: PromptProps<View>) => {
  const { words } = useAssistant()
  const { prompt } = props
  const say = words.prompt
  const { action, ready, refuse } = useAnswer(prompt)
  const reading = useFileReading(prompt.id)
  const error = action.error ?? reading.error
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
      <Head {...props} title={say.purpose[prompt.purpose].title} />
      {prompt.suggested !== null && (
        <p>
          <bdi>{say.pick.suggested(prompt.suggested)}</bdi>
        </p>
      )}
      <p>{say.pick.lead}</p>
      {ready && <Picker reading={reading} />}
      <p className={styles.warning}>{say.pick.next[nextOf(prompt)]}</p>
      {error && <ErrorNote report={error} />}
      {prompt.asker.kind === 'page' && <p className={styles.warning}>{say.warning}</p>}
      {prompt.expiresAt && <Expiry at={prompt.expiresAt} />}
      <Foot refuse={refuse} act={null} disabled focus="refuse" />
    </form>
  )
}
