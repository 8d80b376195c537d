import { useState } from 'react'
import type { Box, PageFrame, StampPlace } from '../../../shared/documents/drawing.ts'
import type { SignatureVerdict } from '../../../shared/documents/verdict.ts'
import { Icon, type IconName } from '../../drawings/icon.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import styles from './page-picture.module.css'

type Outcome = SignatureVerdict['outcome'] | 'notJudged'

export const icons: Readonly<Record<Outcome, IconName>> = {
  valid: 'checkCircle',
  undecided: 'question',
  invalid: 'problem',
  notJudged: 'clock',
}

export const useOutcome = (verdict: SignatureVerdict | undefined) => {
  const { words } = useAssistant()
  const outcome: Outcome = verdict?.outcome ?? 'notJudged'
  const said = outcome === 'notJudged' ? words.documentPages.notJudged : words.verification.outcomes[outcome]
  const signer =
    verdict?.signer.state === 'named' ? verdict.signer.certificate.subject : words.documentPages.unknownSigner
  return { outcome, said, signer }
}

/** The part of the paper that a stamp really covers. */
const shownPart = ({ box, clip }: StampPlace, { width, height }: PageFrame): Box => {
  const part = clip === null ? box : { ...clip, x: box.x + clip.x, y: box.y + clip.y }
  const [left, top] = [Math.max(0, part.x), Math.max(0, part.y)]
  const [right, bottom] = [Math.min(width, part.x + part.width), Math.min(height, part.y + part.height)]
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) }
}

export const placeOnPage = ({ x, y, width, height }: Box, page: PageFrame) => ({
  left: `${(x / page.width) * 100}%`,
  top: `${(y / page.height) * 100}%`,
  width: `${(width / page.width) * 100}%`,
  height: `${(height / page.height) * 100}%`,
})

type Props = {
  readonly stamp: StampPlace
  readonly page: PageFrame
  readonly verdict: SignatureVerdict | undefined
}

/**
 * The outline of a stamp. Its label shows on hover, focus and press: who signed, and an icon and a word for the
 * verdict. A stamp whose signature is invalid is marked all the time, because the seal alone looks as if it held.
 */
export const StampMark = ({ stamp, page, verdict }: Props) => {
  const { words } = useAssistant()
  const [isOpen, setOpen] = useState(false)
  const { outcome, said, signer } = useOutcome(verdict)
  const part = shownPart(stamp, page)
  if (part.width === 0 || part.height === 0) return null
  return (
    <div
      className={styles.stamp}
      style={placeOnPage(part, page)}
      data-outcome={outcome}
      data-open={isOpen}
      data-near-right={part.x + part.width / 2 > page.width / 2}
      data-near-bottom={part.y + part.height > page.height * 0.8}
    >
      <button
        type="button"
        aria-label={words.documentPages.stamp(signer, said)}
        onClick={() => setOpen(!isOpen)}
        onBlur={() => setOpen(false)}
        onKeyDown={({ key }) => key === 'Escape' && setOpen(false)}
      />
      {outcome === 'invalid' && (
        <span className={styles.badge} aria-hidden="true">
          <Icon name={icons.invalid} size={18} />
        </span>
      )}
      <p className={styles.label} aria-hidden="true">
        <Icon name={icons[outcome]} size={18} />
        <span>
          <strong>{said}</strong>
          <span className={styles.signer}>{signer}</span>
        </span>
      </p>
    </div>
  )
}
