import { Button } from 'antd'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import type { WhichCertificate } from '../../shared/contract/base.ts'
import type { RenewalForm } from '../../shared/models/index.ts'
import { isFaultless, peopleFaults } from '../../shared/renewal/checks.ts'
import { saveFile } from '../live/save-file.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { HandlerFields, InvoiceFields, RecipientFields } from './people-fields.tsx'
import { ScanUpload } from './scan-upload.tsx'

type Props = {
  readonly which: WhichCertificate
  readonly holder: string
  readonly form: RenewalForm
  readonly keptIdNumber: string | null
  readonly keepsNumbers: boolean
  /** An expired certificate needs a signed and stamped form. */
  readonly withForm: boolean
  readonly aside: ReactNode
  readonly change: (form: RenewalForm) => void
  readonly next: () => void
}

const none = { handler: {}, recipient: {}, invoice: {} }

/** 导出申请表: filled in with what stands above it. */
const ExportForm = ({
  which,
  holder,
  form,
  blocked,
}: Pick<Props, 'which' | 'holder' | 'form'> & { readonly blocked: () => boolean }) => {
  const { client, words } = useAssistant()
  const say = words.renewal.people
  const { error, pending, run } = useAction()
  const [saved, setSaved] = useState<string | null>(null)
  const save = () => {
    if (blocked()) return
    void run(async () => {
      const { fileName, base64 } = await client.renewal.exportForm({ ...which, holder, form })
      saveFile(fileName, base64, 'application/pdf')
      setSaved(fileName)
    })
  }
  return (
    <>
      <div className={styles.links}>
        <Button disabled={pending} onClick={save}>
          {say.exportForm}
        </Button>
        <Waiting active={pending} words={say.exporting} />
      </div>
      <p role="status">{saved !== null && say.exported(saved)}</p>
      {error && <ErrorNote report={error} />}
    </>
  )
}

/** The first field with a fault gets the focus. */
const toFault = (form: HTMLFormElement | null) =>
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())

/** 经办人, 收件人, 发票, and for an expired certificate the form. */
export const PeopleMoment = (props: Props) => {
  const { words } = useAssistant()
  const say = words.renewal.people
  const { which, form, keptIdNumber, keepsNumbers, withForm, aside, change, next } = props
  const [checked, setChecked] = useState(false)
  const element = useRef<HTMLFormElement>(null)
  const found = peopleFaults(form, keptIdNumber !== null, new Date())
  const shown = checked ? found : none
  const isFaulty = ![found.handler, found.recipient, found.invoice].every(isFaultless)
  const count = [shown.handler, shown.recipient, shown.invoice].flatMap(Object.keys).length
  const lacksScan = withForm && form.attachment === null
  const checkAll = (): boolean => {
    setChecked(true)
    if (isFaulty) toFault(element.current)
    return isFaulty
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!checkAll() && !lacksScan) next()
  }
  const { name, phone, address } = form.handler
  return (
    <form ref={element} className={styles.column} onSubmit={submit} noValidate>
      <HandlerFields
        form={form.handler}
        faults={shown.handler}
        hints={keptIdNumber === null ? {} : { idNumber: say.idKept(keptIdNumber) }}
        change={(handler) => change({ ...form, handler })}
      />
      {!keepsNumbers && <p className={styles.soft}>{words.renewal.numberNotKept}</p>}
      <RecipientFields
        form={form.recipient}
        faults={shown.recipient}
        copy={() => change({ ...form, recipient: { name, phone, address } })}
        change={(recipient) => change({ ...form, recipient })}
      />
      <InvoiceFields
        form={form.invoice}
        faults={shown.invoice}
        change={(invoice) => change({ ...form, invoice })}
      />
      {withForm && (
        <>
          <ExportForm which={which} holder={props.holder} form={form} blocked={checkAll} />
          <ScanUpload
            issuerId={which.issuerId}
            attachment={form.attachment}
            fault={checked && lacksScan ? say.uploadMissing : null}
            change={(attachment) => change({ ...form, attachment })}
          />
        </>
      )}
      {count > 0 && <Note tone="bad" title={say.faultCount(count)} urgent />}
      <FormFoot act={words.renewal.next} pending={false} waiting="" aside={aside} />
    </form>
  )
}
