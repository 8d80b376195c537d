import { useAssistant } from '../live/use-live.tsx'
import { PasswordField } from './password-field.tsx'

export type Passwords = { readonly password: string; readonly repeat: string }
export const noPasswords: Passwords = { password: '', repeat: '' }

const isLong = (password: string): boolean => [...password].length >= 8 && [...password].length <= 64

export const isPasswordReady = ({ password, repeat }: Passwords): boolean =>
  isLong(password) && password === repeat

type Props = {
  readonly values: Passwords
  readonly change: (values: Passwords) => void
  readonly checked: boolean
}

/** The password of a backup, typed twice. */
export const PasswordFields = ({ values, change, checked }: Props) => {
  const { words } = useAssistant()
  const say = words.backup
  const { password, repeat } = values
  return (
    <>
      <PasswordField
        label={say.password}
        hint={say.passwordHint}
        fault={checked && !isLong(password) ? say.passwordShort : null}
        value={password}
        change={(next) => change({ password: next, repeat })}
        fresh
      />
      <PasswordField
        label={say.passwordRepeat}
        fault={checked && password !== repeat ? say.passwordMismatch : null}
        value={repeat}
        change={(next) => change({ password, repeat: next })}
        fresh
      />
    </>
  )
}
