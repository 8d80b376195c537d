import { useEffect, useRef, useState } from 'react'
import type { TransactionView, UpgradeView } from '../../shared/models/index.ts'
import { currentStep } from '../../shared/transactions/progress.ts'
import { useAssistant } from '../live/use-live.tsx'
import { useNow } from '../live/use-now.ts'
import { Card } from '../parts/card.tsx'
import form from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { BackToForm } from '../transactions/back-to-form.tsx'
import { ProgressMoment } from '../transactions/progress-moment.tsx'
import styles from './upgrade.module.css'

/** How long a download usually takes, and after which time a review is asked about again. */
const usual = { running: 30, review: 20 } as const

type Props = { readonly transaction: TransactionView; readonly phase: keyof typeof usual }

/** Counts down to the download, or to the next question about it. */
const Countdown = ({ transaction, phase }: Props) => {
  const { client, words } = useAssistant()
  const say = words.upgrade.waiting
  const now = useNow(true)
  const [since, setSince] = useState(() => Date.now())
  const left = Math.max(0, usual[phase] - Math.floor((now - since) / 1000))
  const asked = useRef(since)
  const transactionId = transaction.id
  useEffect(() => {
    if (phase !== 'review' || left > 0 || asked.current !== since) return
    const again = Date.now()
    asked.current = again
    setSince(again)
    client.transactions.resume({ transactionId }).catch(() => undefined)
  }, [client, phase, left, since, transactionId])
  const figure = phase === 'review' ? say.asking(left) : left > 0 ? say.countdown(left) : say.over
  return (
    <Card className={styles.countdown}>
      <div role="status">
        <h2 className={form.lead}>{say.lead}</h2>
      </div>
      <p className={styles.figure} role="timer">
        {figure}
      </p>
      {phase === 'running' && (
        <ul className={form.list}>
          {say.musts.map((must) => (
            <li key={must}>{must}</li>
          ))}
        </ul>
      )}
    </Card>
  )
}

const phaseOf = ({ state, waiting }: TransactionView): Props['phase'] | null => {
  if (state === 'running') return 'running'
  return waiting?.for === 'review' ? 'review' : null
}

/** 证书升级 while it goes on: the countdown, what must not be done, and each step. */
export const CertificateTick = ({ upgrade }: { readonly upgrade: UpgradeView }) => {
  const { snapshot, words } = useAssistant()
  const transaction = snapshot.transactions.find(({ upgradeId }) => upgradeId === upgrade.id)
  if (!transaction)
    return (
      <Card>
        <Waiting words={words.upgrade.loading} />
      </Card>
    )
  const phase = phaseOf(transaction)
  const atRequest = transaction.state === 'paused' && currentStep(transaction)?.name === 'request'
  return (
    <>
      {phase && <Countdown key={phase} transaction={transaction} phase={phase} />}
      {atRequest && (
        <BackToForm
          transaction={transaction}
          say={words.upgrade}
          placeOf={(certificateId) =>
            certificateId === null ? { page: 'upgrades' } : { page: 'upgrade', certificateId }
          }
        />
      )}
      <ProgressMoment transaction={transaction} leave={() => go({ page: 'upgrades' })} />
    </>
  )
}
