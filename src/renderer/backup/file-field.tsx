import { useId } from 'react'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'
import styles from '../parts/form.module.css'

type Props = {
  readonly file: File | null
  readonly choose: (file: File | null) => void
  readonly accept: string
  readonly fault: string | null
}

/** A field for a file of the person's. The file's name stands beside the button. */
export const FileField = ({ file, choose, accept, fault }: Props) => {
  const { words } = useAssistant()
  const buttonId = useId()
  return (
    <Field label={words.backup.file} fault={fault}>
      {({ status: _, ...ties }) => (
        <div className={styles.file}>
          <input
            {...ties}
            type="file"
            accept={accept}
            aria-labelledby={buttonId}
            onChange={(event) => choose(event.target.files?.[0] ?? null)}
          />
          <label htmlFor={ties.id} id={buttonId}>
            {words.backup.chooseFile}
          </label>
          <span>{file?.name}</span>
        </div>
      )}
    </Field>
  )
}
