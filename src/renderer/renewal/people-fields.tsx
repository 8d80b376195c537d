import { Button, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import type { HandlerForm, InvoiceForm, RecipientForm } from '../../shared/models/index.ts'
import type { Fault, Faults } from '../../shared/renewal/checks.ts'
import { idTypes } from '../../shared/renewal/form.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'
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

const Group = ({ legend, children }: { readonly legend: string; readonly children: ReactNode }) => (
  <fieldset className={styles.group}>
    <legend>{legend}</legend>
    {children}
  </fieldset>
)

type Props<Form extends object> = {
  readonly form: Form
  readonly faults: Faults<Form>
  readonly hints?: Hints<Form>
  readonly change: (form: Form) => void
}

/** 经办人. */
export const HandlerFields = ({ form, faults, hints = {}, change }: Props<HandlerForm>) => {
  const say = useAssistant().words.renewal.people
  const set = (name: keyof HandlerForm) => (value: string) => change({ ...form, [name]: value })
  return (
    <Group legend={say.handler}>
      <div className={styles.fields}>
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
        <Text
          label={say.idNumber}
          value={form.idNumber}
          fault={faults.idNumber}
          hint={hints.idNumber ?? say.idHint}
          change={set('idNumber')}
        />
        <Text label={say.name} value={form.name} fault={faults.name} hint={hints.name} change={set('name')} />
        <Text
          label={say.phone}
          value={form.phone}
          fault={faults.phone}
          hint={hints.phone ?? say.phoneHint}
          mode="tel"
          change={set('phone')}
        />
        <Text
          label={say.email}
          value={form.email}
          fault={faults.email}
          hint={hints.email}
          mode="email"
          change={set('email')}
        />
        <Text
          label={say.address}
          value={form.address}
          fault={faults.address}
          hint={hints.address}
          wide
          change={set('address')}
        />
      </div>
    </Group>
  )
}

type RecipientProps = Props<RecipientForm> & { readonly copy?: (() => void) | undefined }

/** 收件人. */
export const RecipientFields = ({ form, faults, hints = {}, change, copy }: RecipientProps) => {
  const say = useAssistant().words.renewal.people
  const set = (name: keyof RecipientForm) => (value: string) => change({ ...form, [name]: value })
  return (
    <Group legend={say.recipient}>
      {copy && (
        <div className={styles.row}>
          <Button size="small" onClick={copy}>
            {say.copy}
          </Button>
        </div>
      )}
      <div className={styles.fields}>
        <Text label={say.name} value={form.name} fault={faults.name} hint={hints.name} change={set('name')} />
        <Text
          label={say.phone}
          value={form.phone}
          fault={faults.phone}
          hint={hints.phone}
          mode="tel"
          change={set('phone')}
        />
        <Text
          label={say.address}
          value={form.address}
          fault={faults.address}
          hint={hints.address ?? say.recipientHint}
          wide
          change={set('address')}
        />
      </div>
    </Group>
  )
}

/** 发票. */
export const InvoiceFields = ({ form, faults, hints = {}, change }: Props<InvoiceForm>) => {
  const say = useAssistant().words.renewal.people
  const set = (name: keyof InvoiceForm) => (value: string) => change({ ...form, [name]: value })
  return (
    <Group legend={say.invoice}>
      <div className={styles.fields}>
        <Text
          label={say.invoiceTitle}
          value={form.title}
          fault={faults.title}
          hint={hints.title}
          change={set('title')}
        />
        <Text
          label={say.taxNumber}
          value={form.taxNumber}
          fault={faults.taxNumber}
          hint={hints.taxNumber ?? say.taxHint}
          change={set('taxNumber')}
        />
      </div>
    </Group>
  )
}
