import { Button } from 'antd'
import { useState } from 'react'
import type { Tone } from '../../shared/health/pair-health.ts'
import type { ChainLink, RevocationStatus } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { dateTimeOf } from '../words/format.ts'
import styles from './certificates.module.css'

const linkTone: Readonly<Record<ChainLink['state'], Tone>> = {
  trusted: 'good',
  valid: 'good',
  expired: 'bad',
  'unknown-issuer': 'soon',
  'bad-signature': 'bad',
  'weak-algorithm': 'soon',
  'unsupported-algorithm': 'soon',
  revoked: 'bad',
  'not-yet-valid': 'quiet',
  'against-rules': 'bad',
}

/** The links from the root to this certificate. `chain` has them in the opposite order. */
export const Chain = ({ chain }: { readonly chain: readonly ChainLink[] }) => {
  const { words } = useAssistant()
  const say = words.certificates
  return (
    <ol className={styles.chain} aria-label={say.chain}>
      {[...chain].reverse().map((link, index) => (
        <li key={`${link.name} ${link.state}`}>
          {index > 0 && <Icon name="right" size={16} />}
          <div className={styles.chip} data-tone={linkTone[link.state]}>
            <strong>{link.name}</strong>
            <small>
              <StateWord tone={linkTone[link.state]}>{say.chainState[link.state]}</StateWord>
            </small>
          </div>
        </li>
      ))}
    </ol>
  )
}

/** A suspension (挂失) is told as a revocation with this reason. Unlike others it can be ended. */
const shownState = ({ state, reason }: RevocationStatus) =>
  state === 'revoked' && reason === 'certificateHold' ? 'suspended' : state

const revocationTone: Readonly<Record<ReturnType<typeof shownState>, Tone>> = {
  good: 'good',
  suspended: 'soon',
  revoked: 'bad',
  unknown: 'soon',
  'not-checked': 'quiet',
}

type Props = {
  readonly certificateId: string
  readonly chain: readonly ChainLink[]
  readonly first: RevocationStatus
}

/**
 * The chain, and whether the authority has revoked the certificate: as last known, or asked when the person wants it.
 */
export const Trust = ({ certificateId, chain, first }: Props) => {
  const { client, words } = useAssistant()
  const say = words.certificates
  const { pending, error, run } = useAction()
  const [status, setStatus] = useState(first)
  const check = () => void run(async () => setStatus(await client.certificates.revocation({ certificateId })))
  return (
    <Card>
      <div className={styles.cards}>
        <h2 className="unseen">{say.chain}</h2>
        <Chain chain={chain} />
        <div className={styles.row}>
          <span className={styles.tools}>
            <span className={styles.quiet}>{say.revocation}</span>
            <StateWord tone={revocationTone[shownState(status)]}>
              {say.revocationState[shownState(status)]}
            </StateWord>
            {status.at && status.source !== 'none' && (
              <span className={styles.quiet}>
                {say.revocationSource(status.source.toUpperCase(), dateTimeOf(status.at))}
              </span>
            )}
          </span>
          <span className={styles.tools}>
            <Waiting active={pending} words={say.checking} />
            <Button size="small" disabled={pending} onClick={check}>
              {say.checkRevocation}
            </Button>
          </span>
        </div>
        {error && <ErrorNote report={error} />}
      </div>
    </Card>
  )
}
