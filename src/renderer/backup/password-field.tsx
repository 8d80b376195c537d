import { Input } from 'antd'
import { Field } from '../parts/field.tsx'

type Props = {
  readonly label: string
  readonly hint?: string
  readonly fault: string | null
  readonly value: string
  readonly change: (value: string) => void
  /** The password is a new one, so a browser must not offer a stored one. */
  readonly fresh?: boolean
}

/** The password of a file. */
export const PasswordField = ({ label, hint, fault, value, change, fresh }: Props) => (
  <Field label={label} hint={hint} fault={fault}>
    {(ties) => (
      <Input.Password
        {...ties}
        size="large"
        autoComplete={fresh ? 'new-password' : 'off'}
        maxLength={200}
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    )}
  </Field>
)
