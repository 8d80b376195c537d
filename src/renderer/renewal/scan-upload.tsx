import { useId } from 'react'
import type { RenewalAttachment } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import { base64Of } from '../parts/file-text.ts'
import form from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'

type Props = {
  readonly issuerId: string
  readonly attachment: RenewalAttachment | null
  readonly fault: string | null
  readonly change: (attachment: RenewalAttachment) => void
}

/** A scan of the signed form. It is checked here and handed to the authority at once. */
export const ScanUpload = ({ issuerId, attachment, fault, change }: Props) => {
  const { client, words } = useAssistant()
  const say = words.renewal.people
  const buttonId = useId()
  const { error, pending, run } = useAction()
  const upload = (file: File) =>
    void run(async () => {
      const base64 = await base64Of(file)
      change(await client.renewal.upload({ issuerId, fileName: file.name.slice(-200) || 'scan.pdf', base64 }))
    })
  return (
    <>
      <Field label={say.form} hint={say.uploadHint} fault={fault}>
        {({ status: _, ...ties }) => (
          <div className={form.file}>
            <input
              {...ties}
              type="file"
              accept="application/pdf,.pdf"
              aria-labelledby={buttonId}
              disabled={pending}
              onChange={({ target }) => {
                const [file] = target.files ?? []
                if (file) upload(file)
                // The same file may have changed and be chosen again.
                target.value = ''
              }}
            />
            <label htmlFor={ties.id} id={buttonId}>
              {attachment ? say.uploadAgain : say.upload}
            </label>
            <span role="status">
              {attachment && !pending ? say.uploaded(attachment.fileName, attachment.pages) : ''}
            </span>
            <Waiting active={pending} words={say.uploading} />
          </div>
        )}
      </Field>
      {error && <ErrorNote report={error} />}
    </>
  )
}
