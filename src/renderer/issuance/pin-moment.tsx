import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { PinTries, SentPin } from '../../shared/contract/index.ts'
import type { IssuerView, TokenView } from '../../shared/models/index.ts'
import { newPinRule, softPinRule } from '../../shared/pin/new-pin.ts'
import type { Target } from '../../shared/targets/targets.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { ExistingPin } from '../pin/existing-pin.tsx'
import { NewPinFields } from '../pin/new-pin-fields.tsx'
import { isNewPinReady, noNewPin } from '../pin/new-pin-words.ts'
import { PinRefusal } from '../pin/pin-refusal.tsx'
import { typed } from '../pin/pin-rules.ts'
import { useExistingPin } from '../pin/use-existing-pin.ts'

type Props = {
  /** The issuer of the certificate. */
  readonly issuer: IssuerView
  readonly target: Target
  readonly back: () => void
  readonly started: (transactionId: string) => void
}

type StartFootProps = { readonly action: Action; readonly back: () => void; readonly blocked?: boolean }

const StartFoot = ({ action, back, blocked = false }: StartFootProps) => {
  const { words } = useAssistant()
  return (
    <FormFoot
      act={words.issuance.start}
      pending={action.pending}
      waiting={words.issuance.starting}
      blocked={blocked}
      aside={
        <Button size="large" onClick={back}>
          {words.everywhere.back}
        </Button>
      }
    />
  )
}

const useStart = ({ issuer, target, started }: Props) => {
  const { client } = useAssistant()
  const action = useAction()
  const start = (pin: SentPin, tries: PinTries = 'careful') =>
    action.run(async () =>
      started((await client.issuance.start({ issuerId: issuer.id, target, pin, tries })).transactionId),
    )
  return { action, start }
}

const SoftPin = (props: Props) => {
  const { snapshot, words } = useAssistant()
  const rule = newPinRule(softPinRule, props.issuer.pinRule)
  const { action, start } = useStart(props)
  const [values, setValues] = useState(noNewPin)
  const [checked, setChecked] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (isNewPinReady(values, rule, { words, snapshot })) void start(typed(values.pin))
  }
  return (
    <form className={styles.column} onSubmit={submit} noValidate>
      <p className={styles.lead}>{words.issuance.pinLeadSoft}</p>
      {action.error && <ErrorNote report={action.error} />}
      <NewPinFields
        values={values}
        change={setValues}
        rule={rule}
        checked={checked}
        label={words.pin.pin}
        autoFocus
      />
      <Note tone="plain" title={words.pin.remember}>
        <p>{words.pin.rememberMeaning}</p>
      </Note>
      <StartFoot action={action} back={props.back} />
    </form>
  )
}

const UkeyPin = (props: Props & { readonly token: TokenView }) => {
  const { words } = useAssistant()
  const { token } = props
  const { action, start } = useStart(props)
  const form = useExistingPin(token, token.pinRule)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const pin = form.take()
    if (pin !== null && !(await start(pin, form.tries))) form.again()
  }
  return (
    <form className={styles.column} onSubmit={submit} noValidate>
      <p className={styles.lead}>{words.issuance.pinLeadUkey}</p>
      {action.error && <PinRefusal report={action.error} tokenId={token.id} />}
      <ExistingPin form={form} token={token} rule={token.pinRule} />
      <StartFoot action={action} back={props.back} blocked={form.last && !form.sure} />
    </form>
  )
}

/** Asks for the PIN: a new one for a soft certificate, the existing one for a Ukey. */
export const PinMoment = (props: Props) => {
  const { snapshot } = useAssistant()
  const { target } = props
  const token = target.kind === 'ukey' ? snapshot.tokens.find(({ id }) => id === target.tokenId) : undefined
  return <Card>{token ? <UkeyPin {...props} token={token} /> : <SoftPin {...props} />}</Card>
}
