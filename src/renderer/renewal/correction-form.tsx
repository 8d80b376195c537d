import { Button } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import type {
  ApplicationView,
  CorrectionField,
  RenewalAttachment,
  RenewalForm,
  TransactionView,
  WaitFor,
} from '../../shared/models/index.ts'
import { type Fault, type Faults, isFaultless, peopleFaults } from '../../shared/renewal/checks.ts'
import { emptyForm } from '../../shared/renewal/form.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { HandlerFields, InvoiceFields, RecipientFields } from './people-fields.tsx'
import { ScanUpload } from './scan-upload.tsx'

type Props = { readonly transaction: TransactionView; readonly wait: WaitFor<'correction'> }

/** What is left empty stays as it was, so it cannot be wrong. */
const withoutMissing = <Fields extends object>(faults: Faults<Fields>): Faults<Fields> =>
  Object.fromEntries(
    Object.entries(faults as Readonly<Record<string, Fault>>).filter(([, fault]) => fault !== 'missing'),
  ) as Faults<Fields>

const isTouched = (fields: object): boolean =>
  Object.entries(fields).some(([name, value]) => name !== 'idType' && value !== '')

/** 其他 may be anything, so everything can be corrected. */
const asks = (fields: readonly CorrectionField[], field: CorrectionField): boolean =>
  fields.includes(field) || fields.includes('other')

const useOldApplication = (transactionId: string): ApplicationView | null => {
  const { client } = useAssistant()
  const [old, setOld] = useState<ApplicationView | null>(null)
  useEffect(() => {
    let left = false
    client.renewal.application({ transactionId }).then(
      (view) => !left && setOld(view),
      () => undefined, // the fields can be filled in without it
    )
    return () => {
      left = true
    }
  }, [client, transactionId])
  return old
}

const useCorrection = ({ transaction }: Props) => {
  const { client } = useAssistant()
  const action = useAction()
  const [typed, setTyped] = useState<RenewalForm>(emptyForm)
  const [scan, setScan] = useState<RenewalAttachment | null>(null)
  const [checked, setChecked] = useState(false)
  const found = peopleFaults(typed, true, new Date())
  const faults = {
    handler: withoutMissing(found.handler),
    recipient: withoutMissing(found.recipient),
    invoice: withoutMissing(found.invoice),
  }
  const empty = !isTouched(typed.handler) && !isTouched(typed.recipient) && !isTouched(typed.invoice) && !scan
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (empty || ![faults.handler, faults.recipient, faults.invoice].every(isFaultless)) return
    const { handler, recipient, invoice } = typed
    await action.run(() =>
      client.renewal.correct({
        transactionId: transaction.id,
        ...(isTouched(handler) ? { handler } : {}),
        ...(isTouched(recipient) ? { recipient } : {}),
        ...(isTouched(invoice) ? { invoice } : {}),
        ...(scan ? { attachment: scan } : {}),
      }),
    )
  }
  const shown = checked ? faults : { handler: {}, recipient: {}, invoice: {} }
  return { action, typed, setTyped, scan, setScan, shown, nothing: checked && empty, submit }
}

/** 补正: what the reviewer wrote, and the fields to correct. */
export const CorrectionForm = (props: Props) => {
  const { words } = useAssistant()
  const say = words.renewal.correction
  const { transaction, wait } = props
  const { action, typed, setTyped, scan, setScan, shown, nothing, submit } = useCorrection(props)
  const old = useOldApplication(transaction.id)
  const was = (text: string | null | undefined) => (text ? say.was(text) : undefined)
  const isOther = wait.fields.includes('other')
  return (
    <form className={form.column} onSubmit={submit} noValidate>
      <Note tone="soon" title={say.reason(wait.reason)}>
        <p>{say.what(wait.fields.map((field) => say.fields[field]).join(say.between))}</p>
        <p>{say.empty}</p>
      </Note>
      {asks(wait.fields, 'handler') && (
        <HandlerFields
          form={typed.handler}
          faults={shown.handler}
          hints={{
            idNumber: was(old?.handler?.maskedIdNumber),
            name: was(old?.handler?.name),
            phone: was(old?.handler?.maskedPhone),
            email: was(old?.handler?.maskedEmail),
            address: was(old?.handler?.maskedAddress),
          }}
          change={(handler) => setTyped({ ...typed, handler })}
        />
      )}
      {asks(wait.fields, 'recipient') && (
        <RecipientFields
          form={typed.recipient}
          faults={shown.recipient}
          hints={{
            name: was(old?.recipient?.name),
            phone: was(old?.recipient?.maskedPhone),
            address: was(old?.recipient?.maskedAddress),
          }}
          change={(recipient) => setTyped({ ...typed, recipient })}
        />
      )}
      {asks(wait.fields, 'invoice') && (
        <InvoiceFields
          form={typed.invoice}
          faults={shown.invoice}
          hints={{ title: was(old?.invoice?.title), taxNumber: was(old?.invoice?.taxNumber) }}
          change={(invoice) => setTyped({ ...typed, invoice })}
        />
      )}
      {(wait.fields.includes('attachments') || (isOther && (old?.attachments ?? 0) > 0)) && (
        <ScanUpload issuerId={transaction.issuerId} attachment={scan} fault={null} change={setScan} />
      )}
      {nothing && <Note tone="soon" title={say.nothing} urgent />}
      {action.error && <ErrorNote report={action.error} />}
      <div className={form.buttons}>
        <Waiting active={action.pending} words={say.sending} />
        <Button type="primary" htmlType="submit" disabled={action.pending}>
          {say.send}
        </Button>
      </div>
    </form>
  )
}
