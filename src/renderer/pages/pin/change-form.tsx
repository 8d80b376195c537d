import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { PinOutcome, TokenView } from '../../../shared/models/index.ts'
import { newPinRule } from '../../../shared/new-pin.ts'
import { useAction } from '../../live/use-action.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import styles from '../../parts/form.module.css'
import { LastTry } from '../../parts/last-try.tsx'
import { NewPinFields } from '../../parts/new-pin-fields.tsx'
import { PinField } from '../../parts/pin-field.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { go } from '../../place/use-place.ts'
import { isNewPinReady, type NewPinValues, noNewPin } from '../../words/new-pin-words.ts'
import { pinFaultWords } from '../../words/pin-words.ts'
import { isLastTry, triesHint } from '../../words/tries.ts'
import { OutcomeNote } from './outcome-note.tsx'

const useChange = (token: TokenView) => {
  const { client, snapshot, words } = useAssistant()
  const action = useAction()
  const [oldPin, setOldPin] = useState('')
  const [values, setValues] = useState<NewPinValues>(noNewPin)
  const [checked, setChecked] = useState(false)
  const [sure, setSure] = useState(false)
  const [outcome, setOutcome] = useState<PinOutcome | null>(null)
  const rule = newPinRule(token.pinRule, snapshot.issuer.pinRule)
  const last = isLastTry(token)
  const same = oldPin !== '' && oldPin === values.pin
  const isReady = () =>
    pinFaultWords(oldPin, token.pinRule, words) === null &&
    isNewPinReady(values, rule, words) &&
    !same &&
    (!last || sure)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    setOutcome(null)
    if (!isReady()) return
    const { pin: newPin, keepWeak: weak } = values
    const asked = { tokenId: token.id, oldPin, newPin, weak, lastTry: sure }
    const done = await action.run(async () => setOutcome(await client.pin.change(asked)))
    // A wrong PIN is never offered again; the new one need not be typed anew.
    setOldPin('')
    setChecked(false)
    setSure(false)
    if (done) setValues(noNewPin)
  }
  return {
    action,
    oldPin,
    setOldPin,
    values,
    setValues,
    checked,
    sure,
    setSure,
    outcome,
    rule,
    last,
    same,
    submit,
  }
}

/** 修改口令: old, new, repeat. */
export const ChangeForm = ({ token }: { readonly token: TokenView }) => {
  const { words } = useAssistant()
  const say = words.carePin
  const form = useChange(token)
  const { action, checked } = form
  const oldFault = checked ? pinFaultWords(form.oldPin, token.pinRule, words) : null
  return (
    <form className={styles.column} onSubmit={form.submit} noValidate aria-label={say.change}>
      {action.error && <ErrorNote report={action.error} />}
      {form.outcome && (
        <OutcomeNote title={say.changed} meaning={say.changedMeaning} outcome={form.outcome} />
      )}
      <PinField
        label={say.oldPin}
        value={form.oldPin}
        onChange={form.setOldPin}
        fault={oldFault}
        hint={`${say.oldHint} ${triesHint(token, words)}`}
        autoFocus
      />
      <NewPinFields values={form.values} change={form.setValues} rule={form.rule} checked={checked} />
      {form.same && <p className={styles.soft}>{say.same}</p>}
      {form.last && <LastTry sure={form.sure} setSure={form.setSure} />}
      <div className={styles.buttons}>
        <Button type="link" onClick={() => go({ page: 'unlock', tokenId: token.id })}>
          {say.forgotten}
        </Button>
        <Waiting active={action.pending} words={say.changing} />
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          disabled={action.pending || (form.last && !form.sure)}
        >
          {say.changeAct}
        </Button>
      </div>
    </form>
  )
}
