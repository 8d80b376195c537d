import { type ReactNode, useId } from 'react'
import { Field } from './field.tsx'
import form from './form.module.css'
import { Waiting } from './waiting.tsx'

type Props = {
  readonly label: string
  readonly hint: string | undefined
  readonly fault: string | null
  readonly pending: boolean
  readonly say: { readonly choose: string; readonly chooseFor?: string; readonly uploading: string }
  readonly take: (file: File) => void
  /** Stands beside the button: what was taken. */
  readonly children?: ReactNode
}

/** The choice of a PDF file, which is taken at once. */
export const PdfField = ({ label, hint, fault, pending, say, take, children }: Props) => {
  const buttonId = useId()
  return (
    <Field label={label} hint={hint} fault={fault}>
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
              if (file) take(file)
              // The same file may have changed and be chosen again.
              target.value = ''
            }}
          />
          <label htmlFor={ties.id} id={buttonId} aria-label={say.chooseFor}>
            {say.choose}
          </label>
          {children}
          <Waiting active={pending} words={say.uploading} />
        </div>
      )}
    </Field>
  )
}
