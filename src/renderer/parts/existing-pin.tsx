import type { PinRule, TokenView } from '../../shared/models/index.ts'
import type { ExistingPinForm } from '../live/use-existing-pin.ts'
import { useAssistant } from '../live/use-live.tsx'
import { triesHint } from '../words/tries.ts'
import { LastTry } from './last-try.tsx'
import { Note } from './note.tsx'
import { PinField } from './pin-field.tsx'

type Props = {
  readonly form: ExistingPinForm
  readonly token: TokenView | undefined
  readonly rule: PinRule
}

/** The PIN a token already has: typed here with the tries left, or on the key's own keyboard. */
export const ExistingPin = ({ form, token, rule }: Props) => {
  const { words } = useAssistant()
  if (form.onDevice)
    return (
      <>
        <Note tone="info" title={words.pin.onDevice}>
          <p>{words.pin.onDeviceMeaning}</p>
        </Note>
        {form.last && <LastTry sure={form.sure} setSure={form.setSure} />}
      </>
    )
  const tries = token && !form.last ? triesHint(token, words) : ''
  return (
    <>
      <PinField
        key={form.attempt}
        label={words.pin.pin}
        value={form.pin}
        onChange={form.setPin}
        fault={form.fault}
        hint={[words.pin.length(rule.min, rule.max), tries].filter(Boolean).join(' · ')}
        autoFocus
      />
      {form.last && <LastTry sure={form.sure} setSure={form.setSure} />}
    </>
  )
}
