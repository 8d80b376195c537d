import { Button, Input, Select } from 'antd'
import type { HandlerForm, InvoiceForm, RecipientForm } from '../../shared/models/index.ts'
import type { Fault, Faults } from '../../shared/renewal/checks.ts'
import { idTypes } from '../../shared/renewal/form.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'
import layout from '../parts/form.module.css'
import { Group } from '../parts/group.tsx'
import styles from './renewal.module.css'

/** What stands below a field, by its name. */
type Hints<Fields> = { readonly [Name in keyof Fields]?: string | undefined }

type TextProps = {
  readonly label: string
  readonly value: string
  readonly fault: Fault | undefined
  readonly hint?: string | undefined
  readonly wide?: boolean
  readonly mode?: 'text' | 'tel' | 'email'
  readonly change: (value: string) => void
}

const Text = ({ label, value, fault, hint, wide = false, mode = 'text', change }: TextProps) => {
  const { words } = useAssistant()
  return (
    <div className={wide ? styles.wide : undefined}>
      <Field label={label} hint={hint} fault={fault && words.renewal.people.faults[fault]}>
        {(ties) => (
          <Input
            {...ties}
            value={value}
            maxLength={300}
            inputMode={mode}
            onChange={({ target }) => change(target.value)}
          />
        )}
      </Field>
    </div>
  )
}

type Props<Form extends object> = {
  readonly form: Form
  readonly faults: Faults<Form>
  readonly hints?: Hints<Form>
  readonly change: (form: Form) => void
}

/** The field of each name, with its own value, fault and hint. */
const fieldsOf =
  <Name extends string>({ form, faults, hints = {}, change }: Props<{ readonly [N in Name]: string }>) =>
  (name: Name, label: string, more: Partial<TextProps> = {}) => (
    <Text
      {...more}
      label={label}
      value={form[name]}
      fault={faults[name]}
      hint={hints[name] ?? more.hint}
      change={(value) => change({ ...form, [name]: value })}
    />
  )

/** 经办人. */
export const HandlerFields = (props: Props<HandlerForm>) => {
  const say = useAssistant().words.renewal.people
  const { form, change } = props
  const text = fieldsOf<Exclude<keyof HandlerForm, 'idType'>>({
    ...props,
    change: (typed) => change({ ...form, ...typed }),
  })
  return (
    <Group legend={say.handler}>
      <div className={layout.fields}>
        <Field label={say.idType}>
          {({ status: _, ...ties }) => (
            <Select
              {...ties}
              value={form.idType}
              onChange={(idType) => change({ ...form, idType })}
              options={idTypes.map((value) => ({ value, label: say.idTypes[value] }))}
            />
          )}
        </Field>
        {text('idNumber', say.idNumber, { hint: say.idHint })}
        {text('name', say.name)}
        {text('phone', say.phone, { hint: say.phoneHint, mode: 'tel' })}
        {text('email', say.email, { mode: 'email' })}
        {text('address', say.address, { wide: true })}
      </div>
    </Group>
  )
}

type RecipientProps = Props<RecipientForm> & { readonly copy?: (() => void) | undefined }

/** 收件人. */
export const RecipientFields = ({ copy, ...props }: RecipientProps) => {
  const say = useAssistant().words.renewal.people
  const text = fieldsOf<keyof RecipientForm>(props)
  return (
    <Group legend={say.recipient}>
      {copy && (
        <div className={layout.row}>
          <Button size="small" onClick={copy}>
            {say.copy}
          </Button>
        </div>
      )}
      <div className={layout.fields}>
        {text('name', say.name)}
        {text('phone', say.phone, { mode: 'tel' })}
        {text('address', say.address, { hint: say.recipientHint, wide: true })}
      </div>
    </Group>
  )
}

/** 发票. */
export const InvoiceFields = (props: Props<InvoiceForm>) => {
  const say = useAssistant().words.renewal.people
  const text = fieldsOf<keyof InvoiceForm>(props)
  return (
    <Group legend={say.invoice}>
      <div className={layout.fields}>
        {text('title', say.invoiceTitle)}
        {text('taxNumber', say.taxNumber, { hint: say.taxHint })}
      </div>
    </Group>
  )
}
