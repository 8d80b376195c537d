import type { PinRule } from '../../../shared/models/index.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { PinField } from '../../parts/pin-field.tsx'
import { PinStrengthLine } from '../../parts/pin-strength.tsx'
import { pinFaultWords } from '../../words/pin-words.ts'

export type NewPinValues = { readonly pin: string; readonly repeat: string }

type Props = {
  readonly values: NewPinValues
  readonly change: (values: NewPinValues) => void
  readonly rule: PinRule
  /** Faults are told once the person has tried to go on. */
  readonly checked: boolean
}

export const isNewPinGood = (
  { pin, repeat }: NewPinValues,
  rule: PinRule,
  words: Parameters<typeof pinFaultWords>[2],
) => pinFaultWords(pin, rule, words) === null && pin === repeat

/** A PIN of one's own choice, typed twice. */
export const NewPin = ({ values, change, rule, checked }: Props) => {
  const { words } = useAssistant()
  const say = words.pin
  const { pin, repeat } = values
  const repeatFault = repeat === '' ? say.missing : say.mismatch
  return (
    <>
      <PinField
        label={say.pin}
        value={pin}
        onChange={(next) => change({ pin: next, repeat })}
        fault={checked ? pinFaultWords(pin, rule, words) : null}
        hint={pin === '' ? say.newHint(rule.min, rule.max) : <PinStrengthLine pin={pin} />}
        autoFocus
        fresh
      />
      <PinField
        label={say.repeat}
        value={repeat}
        onChange={(next) => change({ pin, repeat: next })}
        fault={checked && pin !== repeat ? repeatFault : null}
        fresh
      />
    </>
  )
}
