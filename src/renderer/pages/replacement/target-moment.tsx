import { Button } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import type { TokenView } from '../../../shared/models/index.ts'
import { newPinRule } from '../../../shared/new-pin.ts'
import { useAction } from '../../live/use-action.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { Card } from '../../parts/card.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import styles from '../../parts/form.module.css'
import { LastTry } from '../../parts/last-try.tsx'
import { NewPinFields } from '../../parts/new-pin-fields.tsx'
import { Note } from '../../parts/note.tsx'
import { PinField } from '../../parts/pin-field.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { go } from '../../place/use-place.ts'
import { deviceName, grouped } from '../../words/format.ts'
import { isNewPinReady, type NewPinValues, noNewPin } from '../../words/new-pin-words.ts'
import { pinFaultWords } from '../../words/pin-words.ts'
import { isLastTry, triesHint } from '../../words/tries.ts'
import { firstChoice, isStillFree, type Target, ukeyChoices } from '../issuance/targets.ts'
import type { LossForm } from './loss-moment.tsx'

type Props = { readonly loss: LossForm; readonly feeFen: number; readonly back: () => void }

export const yuan = (fen: number): string => (fen / 100).toFixed(2).replace(/\.00$/, '')

type WhereProps = { readonly target: Target; readonly choose: (target: Target) => void }

const Where = ({ target, choose }: WhereProps) => {
  const { snapshot, words } = useAssistant()
  const name = useId()
  const say = words.issuance
  return (
    <fieldset className={styles.choices}>
      <legend>{words.careReplacement.where}</legend>
      {ukeyChoices(snapshot).map(({ token, obstacle }) => (
        <label key={token.id} className={styles.choice}>
          <input
            type="radio"
            name={name}
            disabled={obstacle !== null}
            checked={target.kind === 'ukey' && target.tokenId === token.id}
            onChange={() => choose({ kind: 'ukey', tokenId: token.id })}
          />
          <span>
            <strong>{token.label || words.everywhere.ukey}</strong>
            <small>
              {obstacle
                ? say.cannot[obstacle]
                : say.ukeyMeaning(deviceName(token, words), grouped(token.serial))}
            </small>
          </span>
        </label>
      ))}
      <label className={styles.choice}>
        <input
          type="radio"
          name={name}
          checked={target.kind === 'soft'}
          onChange={() => choose({ kind: 'soft' })}
        />
        <span>
          <strong>{say.soft}</strong>
          <small>{say.softMeaning}</small>
        </span>
      </label>
    </fieldset>
  )
}

const useStart = ({ loss }: Props) => {
  const { client, snapshot, words } = useAssistant()
  const action = useAction()
  const [chosen, setChosen] = useState<Target | null>(null)
  const [values, setValues] = useState<NewPinValues>(noNewPin)
  const [checked, setChecked] = useState(false)
  const [sure, setSure] = useState(false)
  const target = chosen && isStillFree(snapshot, chosen) ? chosen : firstChoice(snapshot, null)
  const token = target.kind === 'ukey' ? snapshot.tokens.find(({ id }) => id === target.tokenId) : undefined
  const rule = newPinRule(token?.pinRule ?? { min: 6, max: 20 }, snapshot.issuer.pinRule)
  const last = token !== undefined && isLastTry(token)
  const isReady = () =>
    token
      ? pinFaultWords(values.pin, token.pinRule, words) === null && (!last || sure)
      : isNewPinReady(values, rule, words)
  const choose = (next: Target) => {
    setChosen(next)
    setValues(noNewPin)
    setChecked(false)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!isReady()) return
    const started = await action.run(() =>
      client.replacement.start({ ...loss, target, pin: values.pin, lastTry: sure }),
    )
    if (started) return go({ page: 'issue', tokenId: null })
    setValues(noNewPin)
    setChecked(false)
    setSure(false)
  }
  return { action, target, token, rule, last, values, setValues, checked, sure, setSure, choose, submit }
}

type PinPartProps = { readonly form: ReturnType<typeof useStart>; readonly token: TokenView }

const ExistingPin = ({ form, token }: PinPartProps) => {
  const { words } = useAssistant()
  const { values, setValues, checked } = form
  const { min, max } = token.pinRule
  return (
    <>
      <PinField
        label={words.pin.pin}
        value={values.pin}
        onChange={(pin) => setValues({ ...noNewPin, pin })}
        fault={checked ? pinFaultWords(values.pin, token.pinRule, words) : null}
        hint={`${words.pin.length(min, max)} · ${triesHint(token, words)}`}
      />
      {form.last && <LastTry sure={form.sure} setSure={form.setSure} />}
    </>
  )
}

/** Where the new certificate goes, what it costs, and the PIN; then the issuance as ever. */
export const TargetMoment = (props: Props) => {
  const { words } = useAssistant()
  const say = words.careReplacement
  const form = useStart(props)
  const { action, token, values, checked } = form
  const { feeFen, back } = props
  return (
    <Card>
      <form className={styles.column} onSubmit={form.submit} noValidate>
        <Note tone="plain" title={feeFen === 0 ? say.free : say.fee(yuan(feeFen))}>
          {feeFen > 0 && <p>{say.feeMeaning}</p>}
        </Note>
        {action.error && <ErrorNote report={action.error} />}
        <Where target={form.target} choose={form.choose} />
        {token ? (
          <ExistingPin form={form} token={token} />
        ) : (
          <NewPinFields values={values} change={form.setValues} rule={form.rule} checked={checked} />
        )}
        <div className={styles.buttons}>
          <Button size="large" onClick={back}>
            {words.everywhere.back}
          </Button>
          <Waiting active={action.pending} words={say.starting} />
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            disabled={action.pending || (form.last && !form.sure)}
          >
            {say.start}
          </Button>
        </div>
      </form>
    </Card>
  )
}
