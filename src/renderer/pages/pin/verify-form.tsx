import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { PinOutcome, TokenView } from '../../../shared/models/index.ts'
import { useAction } from '../../live/use-action.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import styles from '../../parts/form.module.css'
import { LastTry } from '../../parts/last-try.tsx'
import { PinField } from '../../parts/pin-field.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { pinFaultWords } from '../../words/pin-words.ts'
import { isLastTry, triesHint } from '../../words/tries.ts'
import { OutcomeNote } from './outcome-note.tsx'

/** 验证口令: nothing is changed, a wrong PIN counts all the same. */
export const VerifyForm = ({ token }: { readonly token: TokenView }) => {
  const { client, words } = useAssistant()
  const say = words.carePin
  const { pending, error, run } = useAction()
  const [pin, setPin] = useState('')
  const [checked, setChecked] = useState(false)
  const [sure, setSure] = useState(false)
  const [outcome, setOutcome] = useState<PinOutcome | null>(null)
  const last = isLastTry(token)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    setOutcome(null)
    if (pinFaultWords(pin, token.pinRule, words) !== null || (last && !sure)) return
    await run(async () => setOutcome(await client.pin.verify({ tokenId: token.id, pin, lastTry: sure })))
    setPin('')
    setChecked(false)
    setSure(false)
  }
  return (
    <form className={styles.column} onSubmit={submit} noValidate aria-label={say.verify}>
      <p className={styles.soft}>{say.verifyMeaning}</p>
      {error && <ErrorNote report={error} />}
      {outcome && <OutcomeNote title={say.verified} outcome={outcome} />}
      <PinField
        label={words.pin.pin}
        value={pin}
        onChange={setPin}
        fault={checked ? pinFaultWords(pin, token.pinRule, words) : null}
        hint={triesHint(token, words)}
      />
      {last && <LastTry sure={sure} setSure={setSure} />}
      <div className={styles.buttons}>
        <Waiting active={pending} words={say.verifying} />
        <Button htmlType="submit" disabled={pending || (last && !sure)}>
          {say.verifyAct}
        </Button>
      </div>
    </form>
  )
}
