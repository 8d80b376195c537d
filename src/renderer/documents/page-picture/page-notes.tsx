import type { LeftOut, PageCover } from '../../../shared/documents/drawing.ts'
import type { SignatureVerdict } from '../../../shared/documents/verdict.ts'
import { Icon } from '../../drawings/icon.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { Note } from '../../parts/note.tsx'
import styles from './page-picture.module.css'
import { icons, useOutcome } from './stamp-marks.tsx'

type CoverProps = {
  readonly verdict: SignatureVerdict | undefined
  /** What the signature says about this page, in words. */
  readonly said: string
  readonly open: readonly string[]
}

const Cover = ({ verdict, said, open }: CoverProps) => {
  const { words } = useAssistant()
  const say = words.documentPages
  const { outcome, said: word, signer } = useOutcome(verdict)
  return (
    <li data-outcome={outcome}>
      <Icon name={icons[outcome]} size={18} />
      <div>
        <p>{say.judged(signer, word, said)}</p>
        {open.length > 0 && <p className={styles.files}>{open.join(words.verification.comma)}</p>}
        {outcome === 'invalid' && <p>{say.coverInvalid}</p>}
        {outcome === 'undecided' && <p>{say.coverUndecided}</p>}
      </div>
    </li>
  )
}

type Props = {
  /** null: a PDF, whose signatures protect bytes of the file and not pages. */
  readonly cover: readonly PageCover[] | null
  readonly verdicts: readonly SignatureVerdict[] | null
}

/** Which signatures protect the page that is shown, as far as they hold. */
export const PageCovers = ({ cover, verdicts }: Props) => {
  const { words } = useAssistant()
  const say = words.documentPages
  const lines =
    cover === null
      ? (verdicts ?? []).map((verdict) => ({
          verdict,
          said: say.pdfCover[verdict.coverage.state],
          open: [],
          key: verdict.id,
        }))
      : cover.map(({ signature, state, open }) => ({
          verdict: verdicts?.find(({ id }) => id === signature),
          said: say.cover[state],
          open,
          key: signature,
        }))
  return (
    <section className={styles.covers} aria-label={say.coverTitle}>
      <h2>{say.coverTitle}</h2>
      {lines.length === 0 ? (
        <p>{cover === null && verdicts === null ? say.notVerified : say.noSignature}</p>
      ) : (
        <ul>
          {lines.map(({ key, ...line }) => (
            <Cover key={key} {...line} />
          ))}
        </ul>
      )}
    </section>
  )
}

const addedUp = (all: readonly LeftOut[]): readonly LeftOut[] => {
  const counts = new Map<LeftOut['kind'], number>()
  for (const { kind, count } of all) counts.set(kind, (counts.get(kind) ?? 0) + count)
  return [...counts].map(([kind, count]) => ({ kind, count }))
}

type LeftOutProps = { readonly leftOut: readonly LeftOut[]; readonly of?: 'page' | 'document' }

/** How much of the page or the document is not shown as its maker meant it. */
export const LeftOutNote = ({ leftOut, of = 'page' }: LeftOutProps) => {
  const { words } = useAssistant()
  const say = words.documentPages
  const all = addedUp(leftOut)
  if (all.length === 0) return null
  const sum = all.reduce((before, { count }) => before + count, 0)
  return (
    <Note tone="soon" title={of === 'page' ? say.leftOutTitle(sum) : say.leftOutOfDocument(sum)}>
      <ul className={styles.leftOut}>
        {all.map(({ kind, count }) => (
          <li key={kind}>{say.leftOut[kind](count)}</li>
        ))}
      </ul>
    </Note>
  )
}
