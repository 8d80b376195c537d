import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { SentPin } from '../../shared/contract/index.ts'
import type { IssuerView, TokenView } from '../../shared/models/index.ts'
import { newPinRule, softPinRule } from '../../shared/pin/new-pin.ts'
import { firstChoice, isStillFree, type Target } from '../../shared/targets/targets.ts'
import { TargetChoices } from '../issuance/target-choices.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { ExistingPin } from '../pin/existing-pin.tsx'
import { NewPinFields } from '../pin/new-pin-fields.tsx'
import { isNewPinReady, noNewPin } from '../pin/new-pin-words.ts'
import { PinRefusal } from '../pin/pin-refusal.tsx'
import { typed } from '../pin/pin-rules.ts'
import { useExistingPin } from '../pin/use-existing-pin.ts'
import { go } from '../place/use-place.ts'
import { yuanOf } from '../words/format.ts'
import type { LossForm } from './loss-moment.tsx'

type Props = {
  readonly issuer: IssuerView
  readonly loss: LossForm
  readonly feeFen: number
  readonly back: () => void
}

/** A key that is lost or in other hands is not where the new certificate should go. A damaged one may be mended. */
const isLost =
  ({ serial, reason }: LossForm) =>
  ({ pairs }: TokenView): boolean =>
    reason !== 'damaged' && pairs.some(({ signing }) => signing?.serial === serial)

const useStart = ({ issuer, loss }: Props) => {
  const { client, snapshot, words } = useAssistant()
  const action = useAction()
  const [chosen, choose] = useState<Target | null>(null)
  const [values, setValues] = useState(noNewPin)
  const [checked, setChecked] = useState(false)
  const target = chosen && isStillFree(snapshot, chosen) ? chosen : firstChoice(snapshot, null, isLost(loss))
  const token = target.kind === 'ukey' ? snapshot.tokens.find(({ id }) => id === target.tokenId) : undefined
  const rule = token?.pinRule ?? newPinRule(softPinRule, issuer.pinRule)
  const existing = useExistingPin(token, rule)
  const takeFresh = (): SentPin | null => {
    setChecked(true)
    return isNewPinReady(values, rule, { words, snapshot }) ? typed(values.pin) : null
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const pin = token ? existing.take() : takeFresh()
    if (pin === null) return
    const asked = { ...loss, issuerId: issuer.id, target, pin, tries: existing.tries }
    if (await action.run(() => client.replacement.start(asked))) return go({ page: 'issue', tokenId: null })
    existing.again()
    setValues(noNewPin)
    setChecked(false)
  }
  return { action, target, choose, token, rule, existing, values, setValues, checked, submit }
}

/** Where the new certificate goes, what it costs, and the PIN. After that it is an ordinary issuance. */
export const TargetMoment = (props: Props) => {
  const { words } = useAssistant()
  const say = words.replacement
  const form = useStart(props)
  const { action, target, token, rule, existing } = form
  const { feeFen, back } = props
  return (
    <Card>
      <form className={styles.column} onSubmit={form.submit} noValidate>
        <Note tone="plain" title={feeFen === 0 ? say.free : say.fee(yuanOf(feeFen))}>
          {feeFen > 0 && <p>{say.feeMeaning}</p>}
        </Note>
        {action.error && <PinRefusal report={action.error} tokenId={token?.id} />}
        <TargetChoices legend={say.where} target={target} choose={form.choose} />
        {token ? (
          <ExistingPin key={token.id} form={existing} token={token} rule={rule} autoFocus={false} />
        ) : (
          <NewPinFields values={form.values} change={form.setValues} rule={rule} checked={form.checked} />
        )}
        <FormFoot
          act={say.start}
          pending={action.pending}
          waiting={say.starting}
          blocked={existing.last && !existing.sure}
          aside={
            <Button size="large" onClick={back}>
              {words.everywhere.back}
            </Button>
          }
        />
      </form>
    </Card>
  )
}
