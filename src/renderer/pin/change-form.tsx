import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { newPinRuleOn } from '../../shared/issuers/issuer-rules.ts'
import type { PinOutcome, TokenView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { go } from '../place/use-place.ts'
import { ExistingPin } from './existing-pin.tsx'
import { NewPinFields } from './new-pin-fields.tsx'
import { isNewPinReady, type NewPinValues, noNewPin, strengthOf } from './new-pin-words.ts'
import { PinRefusal } from './pin-refusal.tsx'
import { useExistingPin } from './use-existing-pin.ts'

type Props = { readonly token: TokenView; readonly changed: (outcome: PinOutcome) => void }

const useChange = ({ token, changed }: Props) => {
  const { client, snapshot, words } = useAssistant()
  const action = useAction()
  const old = useExistingPin(token, token.pinRule)
  const [values, setValues] = useState<NewPinValues>(noNewPin)
  const [checked, setChecked] = useState(false)
  const rule = newPinRuleOn(snapshot, token)
  const same = old.pin !== '' && old.pin === values.pin
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    const isNewReady = isNewPinReady(values, rule, { words, snapshot }) && !same
    if (!old.check() || !isNewReady) return
    const oldPin = old.takeTyped()
    if (oldPin === null) return
    const said = { strength: strengthOf(values), tries: old.tries }
    const asked = { tokenId: token.id, oldPin, newPin: values.pin, ...said }
    // A wrong PIN is never offered again, but the new one need not be typed again.
    if (!(await action.run(async () => changed(await client.pin.change(asked))))) old.again()
    setChecked(false)
  }
  return { action, old, values, setValues, checked, rule, same, submit }
}

/** 修改口令: the old PIN, the new PIN, and the new PIN again. */
export const ChangeForm = (props: Props) => {
  const { words } = useAssistant()
  const say = words.pin
  const { token } = props
  const { action, old, values, setValues, checked, rule, same, submit } = useChange(props)
  return (
    <form className={styles.column} onSubmit={submit} noValidate aria-label={say.change}>
      {action.error && <PinRefusal report={action.error} tokenId={token.id} />}
      <ExistingPin form={old} token={token} rule={token.pinRule} label={say.oldPin} hint={say.oldHint} />
      <NewPinFields
        values={values}
        change={setValues}
        rule={rule}
        checked={checked}
        objection={same ? say.same : null}
      />
      <FormFoot
        act={say.changeAct}
        pending={action.pending}
        waiting={say.changing}
        blocked={old.last && !old.sure}
        aside={
          <Button type="link" onClick={() => go({ page: 'unlock', tokenId: token.id })}>
            {say.forgotten}
          </Button>
        }
      />
    </form>
  )
}
