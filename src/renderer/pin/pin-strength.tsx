import { isRefused, pinWeakness } from '../../shared/pin/new-pin.ts'
import { useAssistant } from '../live/use-live.tsx'
import { pinStrength } from './pin-rules.ts'
import styles from './pin-strength.module.css'

/** How easily a PIN is guessed, in a word. The strokes only support it. */
export const PinStrengthLine = ({ pin }: { readonly pin: string }) => {
  const { words } = useAssistant()
  const say = words.pin
  const strength = pinStrength(pin)
  const weakness = pinWeakness(pin)
  // A PIN that is only discouraged is explained below, where a second confirmation keeps it.
  const weak = weakness && (isRefused(weakness) ? words.pin.weakness[weakness] : null)
  const hint = { weak: weakness ? weak : say.weakHint, fair: say.fairHint, good: null }[strength]
  return (
    <span className={styles.strength} data-strength={strength} role="status">
      <span>{say.strength}</span>
      <span className={styles.bars} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span className={styles.word}>{say.strengths[strength]}</span>
      {hint && <span>{hint}</span>}
    </span>
  )
}
