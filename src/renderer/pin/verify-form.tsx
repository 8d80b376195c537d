import { type FormEvent, useState } from 'react'
import type { PinOutcome, TokenView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { ExistingPin } from './existing-pin.tsx'
import { OutcomeNote } from './outcome-note.tsx'
import { PinRefusal } from './pin-refusal.tsx'
import { useExistingPin } from './use-existing-pin.ts'

/** 验证口令: nothing is changed, but a wrong PIN still counts as a try. */
export const VerifyForm = ({ token }: { readonly token: TokenView }) => {
  const { client, words } = useAssistant()
  const say = words.pin
  const { pending, error, run } = useAction()
  const form = useExistingPin(token, token.pinRule)
  const [outcome, setOutcome] = useState<PinOutcome | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setOutcome(null)
    const pin = form.takeTyped()
    if (pin === null) return
    const asked = { tokenId: token.id, pin, tries: form.tries }
    await run(async () => setOutcome(await client.pin.verify(asked)))
    form.again()
  }
  return (
    <form className={styles.column} onSubmit={submit} noValidate aria-label={say.verify}>
      <p className={styles.soft}>{say.verifyMeaning}</p>
      {error && <PinRefusal report={error} tokenId={token.id} />}
      {outcome && <OutcomeNote title={say.verified} outcome={outcome} />}
      <ExistingPin form={form} token={token} rule={token.pinRule} autoFocus={false} />
      <FormFoot
        act={say.verifyAct}
        pending={pending}
        waiting={say.verifying}
        quiet
        blocked={form.last && !form.sure}
      />
    </form>
  )
}
