import { Button, Input } from 'antd'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { halfWidth } from '../../shared/pin/new-pin.ts'
import { RevealIcon } from '../drawings/reveal-icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'
import styles from './pin-field.module.css'
import { fullWidthCount } from './pin-rules.ts'

type Props = {
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

const FullWidthHelp = ({ value, onChange }: Pick<Props, 'value' | 'onChange'>) => {
  const { words } = useAssistant()
  const count = fullWidthCount(value)
  if (count === 0) return null
  return (
    <p className={styles.help}>
      {words.pin.fullWidth(count)}
      <Button size="small" onClick={() => onChange(halfWidth(value))}>
        {words.pin.toHalfWidth}
      </Button>
    </p>
  )
}

/** The field for a PIN. The PIN is only in the form's state and goes with the form. */
export const PinField = ({ label, value, onChange, hint, fault, autoFocus, disabled, fresh }: Props) => {
  const { words } = useAssistant()
  const [shown, setShown] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const watchCaps = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
  const reveal = shown ? words.pin.hide : words.pin.show
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ties) => (
        <>
          <Input
            {...ties}
            size="large"
            type={shown ? 'text' : 'password'}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            onKeyUp={watchCaps}
            autoComplete={fresh ? 'new-password' : 'off'}
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            maxLength={64}
            {...(autoFocus ? { autoFocus } : {})}
            {...(disabled ? { disabled } : {})}
            suffix={
              <button
                type="button"
                className={styles.reveal}
                aria-label={reveal}
                title={reveal}
                aria-pressed={shown}
                onClick={() => setShown(!shown)}
              >
                <RevealIcon open={shown} />
              </button>
            }
          />
          <FullWidthHelp value={value} onChange={onChange} />
          {capsLock && <p className={styles.help}>{words.pin.capsLock}</p>}
        </>
      )}
    </Field>
  )
}
