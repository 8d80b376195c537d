import type { Tone } from '../../../shared/health/pair-health.ts'
import type { CertificateView } from '../../../shared/models/index.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { dateOf } from '../../words/format.ts'
import styles from './ukey-card.module.css'

type Props = { readonly view: CertificateView; readonly tone: Tone }

/** A thin line from issue to expiry, filled up to today. */
export const ValidityBar = ({ view, tone }: Props) => {
  const { words } = useAssistant()
  const percent = Math.round(Math.min(Math.max(view.elapsed, 0), 1) * 100)
  return (
    <svg
      className={styles.bar}
      data-tone={tone}
      role="img"
      aria-label={words.certificates.validityBar(dateOf(view.notBefore), dateOf(view.notAfter), percent)}
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
    >
      <rect className={styles.track} width="100" height="4" />
      <rect className={styles.passed} width={percent} height="4" />
    </svg>
  )
}
