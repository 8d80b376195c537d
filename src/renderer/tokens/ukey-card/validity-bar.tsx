import type { Tone } from '../../../shared/health/pair-health.ts'
import type { CertificateView } from '../../../shared/models/index.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { dateOf } from '../../words/format.ts'
import styles from './validity-bar.module.css'

type Props = {
  readonly view: CertificateView
  readonly tone: Tone
  /** Whether it has ended before its time, so that nothing remains. */
  readonly over: boolean
}

const day = 86_400_000
/** Reminders begin here, and become urgent here. */
const marks = [60, 30] as const

/** Days from issue to expiry; at least one, so that it can be divided by. */
const lengthOf = ({ notBefore, notAfter }: CertificateView): number =>
  Math.max(1, (Date.parse(notAfter) - Date.parse(notBefore)) / day)

/** A thin line of what remains of the validity. When it has shrunk to a mark, it is time to renew. */
export const ValidityBar = ({ view, tone, over }: Props) => {
  const { words } = useAssistant()
  const say = words.certificates
  const percent = Math.round((1 - Math.min(Math.max(view.elapsed, 0), 1)) * 100)
  const [from, to] = [dateOf(view.notBefore), dateOf(view.notAfter)]
  const length = lengthOf(view)
  return (
    <div
      className={styles.bar}
      data-tone={tone}
      data-over={over}
      role="img"
      aria-label={over ? say.validityBarOver(from, to) : say.validityBar(from, to, percent)}
    >
      {!over && percent > 0 && (
        <div className={styles.left} data-part="left" style={{ width: `${percent}%` }} />
      )}
      {!over &&
        marks
          .filter((days) => days < length)
          .map((days) => (
            <div
              key={days}
              className={styles.mark}
              data-part="mark"
              title={say.validityMark(days)}
              style={{ insetInlineStart: `${(days / length) * 100}%` }}
            />
          ))}
    </div>
  )
}
