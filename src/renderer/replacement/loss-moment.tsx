import { Button } from 'antd'
import { useState } from 'react'
import type { LossReason, ReplaceableCertificate, ReplacementOffer } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Choices } from '../parts/choices.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Foot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { dateOf, grouped } from '../words/format.ts'
import { ResumeButton } from './resume-button.tsx'

export type LossForm = {
  readonly serial: string
  readonly reason: LossReason
  readonly suspendFirst: boolean
}

type Props = {
  readonly issuerId: string
  readonly offer: ReplacementOffer
  readonly next: (form: LossForm) => void
  readonly reload: () => void
}

const reasons: readonly LossReason[] = ['lost', 'damaged', 'compromised']

const placeOf = (one: ReplaceableCertificate, { replacement: say }: Texts): string => {
  const where = one.tokenKind === 'soft' ? say.onSoft : one.tokenSerial && say.on(grouped(one.tokenSerial))
  const state = one.status === 'suspended' ? say.suspended : null
  return [say.until(dateOf(one.notAfter)), where, state].filter(Boolean).join(' · ')
}

const useSuspend = (issuerId: string, serial: string, reload: () => void) => {
  const { client } = useAssistant()
  const { pending, error, run } = useAction()
  const [done, setDone] = useState<string | null>(null)
  const suspend = async () => {
    if (!(await run(() => client.replacement.suspend({ issuerId, serial })))) return
    setDone(serial)
    reload()
  }
  return { pending, error, done: done === serial, suspend }
}

/** Which certificate, why, and whether to suspend it at once. */
export const LossMoment = ({ issuerId, offer, next, reload }: Props) => {
  const { words } = useAssistant()
  const say = words.replacement
  const [serial, setSerial] = useState(offer.certificates[0]?.serial ?? '')
  const [reason, setReason] = useState<LossReason>('lost')
  const [suspendFirst, setSuspendFirst] = useState(true)
  const chosen = offer.certificates.find((one) => one.serial === serial)
  const suspension = useSuspend(issuerId, serial, reload)
  const active = chosen?.status === 'active'
  const give = (why: LossReason) => {
    setReason(why)
    setSuspendFirst(why !== 'damaged')
  }
  return (
    <Card>
      <div className={styles.column}>
        <Choices
          legend={say.which}
          choices={offer.certificates.map((one) => ({
            value: one.serial,
            title: one.holder,
            meaning: placeOf(one, words),
          }))}
          chosen={serial}
          choose={setSerial}
        />
        {chosen?.present && (
          <Note tone="info" title={say.presentNow}>
            <p>{say.presentMeaning}</p>
          </Note>
        )}
        <Choices
          legend={say.why}
          choices={reasons.map((one) => ({
            value: one,
            title: say.reason[one],
            meaning: say.reasonMeaning[one],
          }))}
          chosen={reason}
          choose={give}
        />
        {active && (
          <label className={styles.tick}>
            <input
              type="checkbox"
              checked={suspendFirst}
              onChange={(event) => setSuspendFirst(event.target.checked)}
            />
            <span>
              {say.suspendFirst}
              <small>{say.suspendMeaning}</small>
            </span>
          </label>
        )}
        {suspension.error && <ErrorNote report={suspension.error} />}
        {suspension.done && !active && (
          <Note tone="good" title={say.suspendedDone} urgent>
            <p>{say.suspendedMeaning}</p>
          </Note>
        )}
        <Foot
          aside={
            chosen?.status === 'suspended' ? (
              <ResumeButton size="large" view={{ issuerId, serial }} done={reload} />
            ) : (
              <Button
                type="link"
                disabled={!active || suspension.pending}
                onClick={() => void suspension.suspend()}
              >
                {say.suspendOnly}
              </Button>
            )
          }
          waiting={{ active: suspension.pending, words: say.suspending }}
        >
          <Button
            type="primary"
            size="large"
            disabled={!chosen}
            onClick={() => next({ serial, reason, suspendFirst: active && suspendFirst })}
          >
            {say.next}
          </Button>
        </Foot>
      </div>
    </Card>
  )
}
