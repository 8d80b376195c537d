import type { RenewalAttachment } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { base64Of } from '../parts/file-text.ts'
import { PdfField } from '../parts/pdf-field.tsx'

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
  const { error, pending, run } = useAction()
  const upload = (file: File) =>
    void run(async () => {
      const base64 = await base64Of(file)
      change(await client.renewal.upload({ issuerId, fileName: file.name.slice(-200) || 'scan.pdf', base64 }))
    })
  return (
    <>
      <PdfField
        label={say.form}
        hint={say.uploadHint}
        fault={fault}
        pending={pending}
        say={{ choose: attachment ? say.uploadAgain : say.upload, uploading: say.uploading }}
        take={upload}
      >
        <span role="status">
          {attachment && !pending ? say.uploaded(attachment.fileName, attachment.pages) : ''}
        </span>
      </PdfField>
      {error && <ErrorNote report={error} />}
    </>
  )
}
