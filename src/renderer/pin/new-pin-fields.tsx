import type { PinRule } from '../../shared/models/index.ts'
import { halfWidth } from '../../shared/pin/new-pin.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { discouraged, type NewPinValues, newPinFault } from './new-pin-words.ts'
import { PinField } from './pin-field.tsx'
import { PinStrengthLine } from './pin-strength.tsx'

type Props = {
  readonly values: NewPinValues
  readonly change: (values: NewPinValues) => void
  readonly rule: PinRule
  /** Whether to show faults, which is once the person has tried to go on. */
  readonly checked: boolean
  readonly autoFocus?: boolean
  readonly label?: string
  /** Another objection to the PIN, in words. */
  readonly objection?: string | null
}

/** A new PIN, typed twice. One that is only discouraged may be kept after a second confirmation. */
export const NewPinFields = ({ values, change, rule, checked, ...rest }: Props) => {
  const { snapshot, words } = useAssistant()
  const { autoFocus = false, label = words.pin.newPin, objection = null } = rest
  const { pin, repeat, keepWeak } = values
  const weakness = discouraged(pin)
  return (
    <>
      <PinField
        label={label}
        value={pin}
        onChange={(next) => change({ pin: next, repeat, keepWeak: false })}
        fault={checked ? (newPinFault(pin, rule, { words, snapshot }) ?? objection) : null}
        hint={pin === '' ? words.pin.newHint(rule.min, rule.max) : <PinStrengthLine pin={halfWidth(pin)} />}
        autoFocus={autoFocus}
        fresh
      />
      <PinField
        label={words.pin.repeat}
        value={repeat}
        onChange={(next) => change({ ...values, repeat: next })}
        fault={checked && pin !== repeat ? (repeat === '' ? words.pin.missing : words.pin.mismatch) : null}
        fresh
      />
      {weakness && (
        <Note tone="soon" title={words.pin.weakness[weakness]}>
          <label className={styles.tick}>
            <input
              type="checkbox"
              checked={keepWeak}
              onChange={(event) => change({ ...values, keepWeak: event.target.checked })}
            />
            <span>{words.pin.keepWeak}</span>
          </label>
        </Note>
      )}
    </>
  )
}
