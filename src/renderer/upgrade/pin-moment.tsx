import type { FormEvent } from 'react'
import type { TokenView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { ExistingPin } from '../pin/existing-pin.tsx'
import { PinRefusal } from '../pin/pin-refusal.tsx'
import { useExistingPin } from '../pin/use-existing-pin.ts'

type Props = {
  readonly token: TokenView
  readonly holder: string
  /** The PIN was right. */
  readonly unlocked: () => Promise<void>
}

/** 介质口令. It is verified and dropped; what was typed before is shown only to who knows it. */
export const UpgradePinMoment = ({ token, holder, unlocked }: Props) => {
  const { client, words } = useAssistant()
  const say = words.upgrade.pin
  const { pending, error, run } = useAction()
  const pin = useExistingPin(token, token.pinRule)
  const { locked } = token.pin
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (pin.onDevice) {
      if (pin.check()) await unlocked()
      return
    }
    const taken = pin.takeTyped()
    if (taken === null) return
    const verified = await run(() => client.pin.verify({ tokenId: token.id, pin: taken, tries: pin.tries }))
    if (verified) await unlocked()
    else pin.again()
  }
  return (
    <form className={styles.column} onSubmit={send} noValidate>
      <div>
        <h2 className={styles.lead}>{say.lead}</h2>
        <p>{holder}</p>
        <p className={styles.soft}>{say.meaning}</p>
      </div>
      {(locked || error) && (
        <PinRefusal report={error ?? { code: 'pin-locked', params: {} }} tokenId={token.id} />
      )}
      {!locked && (
        <ExistingPin
          form={pin}
          token={token}
          rule={token.pinRule}
          label={token.kind === 'soft' ? say.softLabel : say.label}
        />
      )}
      <FormFoot
        act={say.act}
        pending={pending}
        waiting={say.checking}
        blocked={locked || (pin.last && !pin.sure)}
      />
    </form>
  )
}
