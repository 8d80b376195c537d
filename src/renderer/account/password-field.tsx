import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { RevealIcon } from '../drawings/reveal-icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'
import pinStyles from '../pin/pin-field.module.css'

type Props = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: ReactNode
  readonly fault?: string | null
  /** Tells a browser neither to offer a stored password nor to store this one. */
  readonly fresh?: boolean
  readonly name?: string
}

/** The field for the password of an account. It is only in the form's state and goes with the form. */
export const PasswordField = ({ label, value, onChange, hint, fault, fresh, name = 'password' }: Props) => {
  const { words } = useAssistant()
  const [shown, setShown] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const reveal = shown ? words.account.hidePassword : words.account.showPassword
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ties) => (
        <>
          <Input
            {...ties}
            name={name}
            size="large"
            type={shown ? 'text' : 'password'}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            onKeyUp={(event) => setCapsLock(event.getModifierState('CapsLock'))}
            autoComplete={fresh ? 'new-password' : 'off'}
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            maxLength={128}
            suffix={
              <button
                type="button"
                className={pinStyles.reveal}
                aria-label={reveal}
                title={reveal}
                aria-pressed={shown}
                onClick={() => setShown(!shown)}
              >
                <RevealIcon open={shown} />
              </button>
            }
          />
          {capsLock && <p className={pinStyles.help}>{words.pin.capsLock}</p>}
        </>
      )}
    </Field>
  )
}
