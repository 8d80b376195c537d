import { passwordFault } from '../../shared/identity/passwords.ts'
import type { Texts } from '../../shared/text/index.ts'
import { PasswordField } from '../account/password-field.tsx'
import { useAssistant } from '../live/use-live.tsx'

/** A new password, typed twice. It is only in the form's state and goes with the form. */
export type NewPassword = { readonly first: string; readonly second: string }
export const noPassword: NewPassword = { first: '', second: '' }

/** `known`: what the account is called by, which the password must not contain. */
export const newPasswordFaults = (
  { first, second }: NewPassword,
  known: readonly string[],
  say: Texts['identity']['password'],
): { readonly first: string | null; readonly second: string | null } => {
  const fault = first === '' ? null : passwordFault(first, known)
  return {
    first: first === '' ? say.missing : fault && say.faults[fault],
    second: first === second ? null : say.differs,
  }
}

type Props = {
  readonly password: NewPassword
  readonly known: readonly string[]
  /** Faults are shown once the person wanted to go on. */
  readonly checked: boolean
  readonly labels?: { readonly first: string; readonly second: string }
  readonly hint?: string
  readonly change: (password: NewPassword) => void
}

export const NewPasswordFields = ({ password, known, checked, labels, hint, change }: Props) => {
  const say = useAssistant().words.identity.password
  const faults = newPasswordFaults(password, known, say)
  const { first, second } = labels ?? say
  return (
    <>
      <PasswordField
        label={first}
        value={password.first}
        onChange={(text) => change({ ...password, first: text })}
        hint={hint === undefined ? say.rule : `${say.rule} ${hint}`}
        fault={checked ? faults.first : null}
        name="new-password"
        fresh
      />
      <PasswordField
        label={second}
        value={password.second}
        onChange={(text) => change({ ...password, second: text })}
        fault={checked ? faults.second : null}
        name="new-password-again"
        fresh
      />
    </>
  )
}
