import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { newPinRuleOn } from '../../shared/issuers/issuer-rules.ts'
import type { TokenView, UnlockView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { useNow } from '../live/use-now.ts'
import { Card } from '../parts/card.tsx'
import { CodeField, isCode } from '../parts/code-field.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { NewPinFields } from '../pin/new-pin-fields.tsx'
import { isNewPinReady, type NewPinValues, noNewPin, strengthOf } from '../pin/new-pin-words.ts'

type Props = {
  readonly view: UnlockView
  readonly token: TokenView
  readonly go: (view: UnlockView) => void
}

/** For another code, after the wait for the first one: the page goes back to where the code is sent. */
const Again = ({ view, go }: Pick<Props, 'view' | 'go'>) => {
  const { words } = useAssistant()
  const now = useNow(true)
  const seconds = Math.ceil((Date.parse(view.againAt ?? '') - now) / 1000)
  const waits = seconds > 0
  return (
    <Button type="link" disabled={waits} onClick={() => go({ ...view, state: 'choose-channel' })}>
      {waits ? words.unlock.againIn(seconds) : words.unlock.again}
    </Button>
  )
}

/** The code and the new PIN. With both, the token is unlocked. */
export const NewPinMoment = ({ view, token, go }: Props) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.unlock
  const { pending, error, run } = useAction()
  const [code, setCode] = useState('')
  const [values, setValues] = useState<NewPinValues>(noNewPin)
  const [checked, setChecked] = useState(false)
  const rule = newPinRuleOn(snapshot, token)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!isCode(code) || !isNewPinReady(values, rule, { words, snapshot })) return
    const asked = { unlockId: view.id, code, newPin: values.pin, strength: strengthOf(values) }
    await run(async () => go(await client.unlock.finish(asked)))
  }
  return (
    <Card>
      <form className={styles.column} onSubmit={submit} noValidate>
        <div>
          <p className={styles.lead}>{say.newPinLead}</p>
          <p className={styles.soft}>{say.sentTo(view.sentTo ?? '')}</p>
        </div>
        {error && <ErrorNote report={error} />}
        <CodeField value={code} onChange={setCode} checked={checked} autoFocus />
        <NewPinFields values={values} change={setValues} rule={rule} checked={checked} />
        <FormFoot
          act={say.unlock}
          pending={pending}
          waiting={say.unlocking[token.kind]}
          aside={<Again view={view} go={go} />}
        />
      </form>
    </Card>
  )
}
