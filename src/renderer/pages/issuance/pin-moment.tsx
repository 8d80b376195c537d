import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { TokenView } from '../../../shared/models/index.ts'
import { type Action, useAction } from '../../live/use-action.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { Card } from '../../parts/card.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { LastTry } from '../../parts/last-try.tsx'
import { Note } from '../../parts/note.tsx'
import { PinField } from '../../parts/pin-field.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { pinFaultWords } from '../../words/pin-words.ts'
import { isLastTry, triesHint } from '../../words/tries.ts'
import styles from './issuance.module.css'
import { isNewPinGood, NewPin } from './new-pin.tsx'
import type { Target } from './targets.ts'

type Props = {
  readonly target: Target
  readonly back: () => void
  readonly started: (transactionId: string) => void
}

type FootProps = { readonly action: Action; readonly back: () => void; readonly disabled: boolean }

const Foot = ({ action, back, disabled }: FootProps) => {
  const { words } = useAssistant()
  return (
    <div className={`${styles.buttons} ${styles.foot}`}>
      <Waiting active={action.pending} words={words.issuance.starting} />
      <Button size="large" onClick={back}>
        {words.common.back}
      </Button>
      <Button size="large" type="primary" htmlType="submit" disabled={disabled || action.pending}>
        {words.issuance.start}
      </Button>
    </div>
  )
}

const useStart = ({ target, started }: Props) => {
  const { client } = useAssistant()
  const action = useAction()
  const start = (pin: string) =>
    action.run(async () => started((await client.issuance.start({ target, pin })).transactionId))
  return { action, start }
}

const SoftPin = (props: Props) => {
  const { snapshot, words } = useAssistant()
  const rule = snapshot.issuer.pinRule
  const { action, start } = useStart(props)
  const [values, setValues] = useState({ pin: '', repeat: '' })
  const [checked, setChecked] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (isNewPinGood(values, rule, words)) void start(values.pin)
  }
  return (
    <form className={styles.column} onSubmit={submit} noValidate>
      <p className={styles.lead}>{words.issuance.pinLeadSoft}</p>
      {action.error && <ErrorNote report={action.error} />}
      <NewPin values={values} change={setValues} rule={rule} checked={checked} />
      <Note tone="plain" title={words.pin.remember} />
      <Foot action={action} back={props.back} disabled={false} />
    </form>
  )
}

const UkeyPin = (props: Props & { readonly token: TokenView }) => {
  const { words } = useAssistant()
  const { token } = props
  const rule = token.pinRule
  const { action, start } = useStart(props)
  const [pin, setPin] = useState('')
  const [checked, setChecked] = useState(false)
  const [sure, setSure] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const last = isLastTry(token)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (pinFaultWords(pin, rule, words) !== null || (last && !sure)) return
    if (await start(pin)) return
    setAttempt((before) => before + 1)
    // A wrong PIN is never offered again; the person types it anew.
    setPin('')
    setChecked(false)
    setSure(false)
  }
  return (
    <form className={styles.column} onSubmit={submit} noValidate>
      <p className={styles.lead}>{words.issuance.pinLeadUkey}</p>
      {action.error && <ErrorNote report={action.error} />}
      <PinField
        key={attempt}
        label={words.pin.pin}
        value={pin}
        onChange={setPin}
        fault={checked ? pinFaultWords(pin, rule, words) : null}
        hint={`${words.pin.length(rule.min, rule.max)} · ${triesHint(token, words)}`}
        autoFocus
      />
      {last && <LastTry sure={sure} setSure={setSure} />}
      <Foot action={action} back={props.back} disabled={last && !sure} />
    </form>
  )
}

/** The PIN: a new one for a soft certificate, the existing one for a Ukey. */
export const PinMoment = (props: Props) => {
  const { snapshot } = useAssistant()
  const { target } = props
  const token = target.kind === 'ukey' ? snapshot.tokens.find(({ id }) => id === target.tokenId) : undefined
  return <Card>{token ? <UkeyPin {...props} token={token} /> : <SoftPin {...props} />}</Card>
}
