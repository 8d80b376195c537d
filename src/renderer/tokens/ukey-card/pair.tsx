import { leadingCertificate } from '../../../shared/certificates/leading.ts'
import type { Tone } from '../../../shared/health/pair-health.ts'
import type { CertificatePair, CertificateView, PairState, TokenView } from '../../../shared/models/index.ts'
import { nameOfUse } from '../../certificates/certificate-use.ts'
import { pairStatusOn } from '../../certificates/pair-status.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { StateWord } from '../../parts/state-word.tsx'
import { dateOf } from '../../words/format.ts'
import { holderOf } from './holder-of.ts'
import { PairActions } from './pair-actions.tsx'
import { PairDetails } from './pair-details.tsx'
import styles from './ukey-card.module.css'
import { ValidityBar } from './validity-bar.tsx'

type LineProps = {
  readonly name: string
  readonly view: CertificateView | null
  readonly tone: Tone
  readonly until: string | null
  readonly over: boolean
}

const Line = ({ name, view, tone, until, over }: LineProps) => {
  const { words } = useAssistant()
  return (
    <div className={styles.line}>
      <span>{name}</span>
      {view ? (
        <ValidityBar view={view} tone={tone} over={over} />
      ) : (
        <span className={styles.missing}>{words.certificates.missing}</span>
      )}
      {until && <span className={styles.until}>{words.certificates.until(until)}</span>}
    </div>
  )
}

/** States for which the number of days still matters. */
const counted: ReadonlySet<PairState> = new Set(['valid', 'expiring', 'expired'])

/** The number that matters most: days left, or days since the end. */
const Days = ({ days, over }: { readonly days: number; readonly over: boolean }) => {
  const { words } = useAssistant()
  if (days === 0) return <p>{over ? words.certificates.endedToday : words.certificates.endsToday}</p>
  const count = Math.abs(days)
  const { daysLeft, daysOver } = words.certificates
  const [before, after] = days < 0 ? daysOver(count) : daysLeft(count)
  return (
    <p>
      {before} <strong>{count}</strong> {after}
    </p>
  )
}

const Figure = ({ pair, tone }: { readonly pair: CertificatePair; readonly tone: Tone }) => {
  const { words } = useAssistant()
  const { from, until } = words.certificates
  const view = leadingCertificate(pair)
  if (!view) return null
  return (
    <div className={styles.figure} data-tone={tone}>
      {counted.has(pair.state) && <Days days={view.daysLeft} over={pair.state === 'expired'} />}
      <p className={styles.date}>
        {pair.state === 'not-yet-valid' ? from(dateOf(view.notBefore)) : until(dateOf(view.notAfter))}
      </p>
    </div>
  )
}

const sameEnd = ({ signing, encryption }: CertificatePair): boolean =>
  !signing || !encryption || dateOf(signing.notAfter) === dateOf(encryption.notAfter)

type Props = { readonly pair: CertificatePair; readonly token: TokenView; readonly full: boolean }

/** Signing and encryption certificate as two lines of one card, and what to do about it. */
export const Pair = ({ pair, token, full }: Props) => {
  const { words } = useAssistant()
  const say = words.certificates
  const status = pairStatusOn(token, pair, words)
  const single = pair.signing && !pair.encryption && pair.signing.use !== 'signing'
  const over = pair.state === 'revoked' || pair.state === 'suspended'
  // The first page shows one thing; the two certificates of it are told apart where it is looked at.
  const asOne = !full && pair.signing !== null && pair.encryption !== null && sameEnd(pair)
  const untilOf = (view: CertificateView | null) => (view && !sameEnd(pair) ? dateOf(view.notAfter) : null)
  return (
    <div className={styles.pair}>
      <div className={styles.body}>
        <div className={styles.lines}>
          {asOne && pair.signing && (
            <Line name={say.both} view={pair.signing} tone={status.tone} until={null} over={over} />
          )}
          {!asOne && (
            <Line
              name={pair.signing ? nameOfUse(pair.signing.use, words) : say.signing}
              view={pair.signing}
              tone={status.tone}
              until={untilOf(pair.signing)}
              over={over}
            />
          )}
          {!asOne && !single && (
            <Line
              name={pair.encryption ? nameOfUse(pair.encryption.use, words) : say.encryption}
              view={pair.encryption}
              tone={status.tone}
              until={untilOf(pair.encryption)}
              over={over}
            />
          )}
        </div>
        <Figure pair={pair} tone={status.tone} />
      </div>
      {full && <PairDetails pair={pair} titled={holderOf(token)} />}
      <div className={styles.state}>
        <StateWord
          tone={status.tone}
          {...(token.pin.locked && status.tone === 'quiet' ? { icon: 'lock' } : {})}
        >
          {status.sentence}
        </StateWord>
        <PairActions pair={pair} token={token} status={status} full={full} />
      </div>
    </div>
  )
}
