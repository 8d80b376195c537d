import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { RevealIcon } from '../drawings/reveal-icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from './field.tsx'
import styles from './secret-field.module.css'

export type SecretFieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: ReactNode
  readonly fault?: string | null
  readonly autoFocus?: boolean
  readonly disabled?: boolean
  /** Tells a browser neither to offer a stored password nor to store this one. */
  readonly fresh?: boolean
}

type Props = SecretFieldProps & {
  readonly most: number
  readonly name?: string
  readonly reveal: { readonly show: string; readonly hide: string }
  /** What there is to say about the text. */
  readonly below?: ReactNode
}

/** The field for a PIN or a password. The text is only in the form's state and goes with the form. */
export const SecretField = ({ label, value, onChange, hint, fault, fresh, most, ...rest }: Props) => {
  const { words } = useAssistant()
  const { name, reveal, below, autoFocus, disabled } = rest
  const [shown, setShown] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const act = shown ? reveal.hide : reveal.show
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ties) => (
        <>
          <Input
            {...ties}
            size="large"
            type={shown ? 'text' : 'password'}
            value={value}
            onChange={({ target }) => onChange(target.value)}
            onKeyUp={(event) => setCapsLock(event.getModifierState('CapsLock'))}
            autoComplete={fresh ? 'new-password' : 'off'}
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            maxLength={most}
            {...(name === undefined ? {} : { name })}
            {...(autoFocus ? { autoFocus } : {})}
            {...(disabled ? { disabled } : {})}
            suffix={
              <button
                type="button"
                className={styles.reveal}
                aria-label={act}
                title={act}
                aria-pressed={shown}
                onClick={() => setShown(!shown)}
              >
                <RevealIcon open={shown} />
              </button>
            }
          />
          {below}
          {capsLock && <p className={styles.help}>{words.pin.capsLock}</p>}
        </>
      )}
    </Field>
  )
}
