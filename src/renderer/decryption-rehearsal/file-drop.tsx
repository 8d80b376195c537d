import { type DragEvent, useId, useState } from 'react'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'
import form from '../parts/form.module.css'
import styles from './rehearsal.module.css'

type Props = {
  readonly name: string | null
  readonly fault: string | null
  readonly choose: (file: File) => void
}

/** A place for one file: dropped, or chosen by mouse or keyboard. */
export const FileDrop = ({ name, fault, choose }: Props) => {
  const { words } = useAssistant()
  const say = words.decryptionRehearsal
  const buttonId = useId()
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) choose(file)
  }
  return (
    <Field label={say.fileHeading} hint={say.fileHint} fault={fault}>
      {({ status: _, ...ties }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first
        <div
          className={`${form.file} ${styles.drop}`}
          data-over={over}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Icon name="certificate" />
          <input
            {...ties}
            type="file"
            aria-labelledby={buttonId}
            onChange={(event) => {
              const [file] = event.target.files ?? []
              if (file) choose(file)
              // The same file may have changed and be chosen again.
              event.target.value = ''
            }}
          />
          <label htmlFor={ties.id} id={buttonId}>
            {name === null ? say.chooseFile : say.another}
          </label>
          <span>{name ?? say.dropHere}</span>
        </div>
      )}
    </Field>
  )
}
