import type { PinRule, TokenView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'
import { LastTry } from './last-try.tsx'
import { PinField } from './pin-field.tsx'
import { triesHint } from './tries.ts'
import type { ExistingPinForm } from './use-existing-pin.ts'

type Props = {
  readonly form: ExistingPinForm
  readonly token: TokenView | undefined
  readonly rule: PinRule
  readonly label?: string
  /** The hint besides the tries left. Without it the hint is the PIN's length. */
  readonly hint?: string
  readonly autoFocus?: boolean
}

/** The PIN that a token already has: typed here, with the tries left shown, or on the key's own keypad. */
export const ExistingPin = ({ form, token, rule, label, hint, autoFocus = true }: Props) => {
  const { words } = useAssistant()
  const kind = token?.kind ?? 'ukey'
  const lastTry = form.last && <LastTry kind={kind} sure={form.sure} setSure={form.setSure} />
  if (form.onDevice)
    return (
      <>
        <Note tone="info" title={words.pin.onDevice}>
          <p>{words.pin.onDeviceMeaning}</p>
        </Note>
        {lastTry}
      </>
    )
  const tries = token && !form.last ? triesHint(token, words) : ''
  return (
    <>
      <PinField
        key={form.attempt}
        label={label ?? words.pin.pin}
        value={form.pin}
        onChange={form.setPin}
        fault={form.fault}
        hint={[hint ?? words.pin.length(rule.min, rule.max), tries].filter(Boolean).join(' · ')}
        autoFocus={autoFocus || form.attempt > 0}
      />
      {lastTry}
    </>
  )
}
