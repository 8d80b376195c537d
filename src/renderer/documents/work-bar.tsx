import { Button } from 'antd'
import { planFor, suggested } from '../../shared/documents/plan.ts'
import { isSealAtHand } from '../../shared/documents/signing-certificates.ts'
import type { DocumentView, DocumentWorkKind } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Waiting } from '../parts/waiting.tsx'
import styles from './documents.module.css'

const works: readonly DocumentWorkKind[] = ['verify', 'sign', 'encrypt', 'decrypt']

type Props = {
  /** The files that are selected, or all. */
  readonly files: readonly DocumentView[]
  readonly chosen: boolean
  readonly busy: boolean
  readonly starting: boolean
  readonly begin: (work: DocumentWorkKind) => void
}

/** What can be done with which of the files, in a line. */
const possible = (files: readonly DocumentView[], sealAtHand: boolean, words: Texts): string => {
  const { counts, comma } = words.documentsPage.bar
  const kinds = ['verify', sealAtHand ? 'seal' : 'sign', 'decrypt'] as const
  const arriving = files.filter(({ state }) => state.is === 'arriving').length
  return [
    ...kinds.flatMap((kind) => {
      const { length } = planFor(kind, files).fileIds
      return length === 0 ? [] : [counts[kind](length)]
    }),
    ...(arriving > 0 ? [counts.arriving(arriving)] : []),
  ].join(comma)
}

/** What to do follows from what is selected. What it most likely is stands out. */
export const WorkBar = ({ files, chosen, busy, starting, begin }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.documentsPage.bar
  const sealAtHand = isSealAtHand(snapshot.tokens, snapshot.seals)
  const likely = busy ? null : suggested(files, sealAtHand)
  return (
    <section className={styles.bar} aria-label={say.label}>
      <div className={styles.barWords}>
        {chosen ? say.some(files.length) : say.all(files.length)}
        <small>{busy ? say.running : possible(files, sealAtHand, words)}</small>
      </div>
      <Waiting active={starting} words={say.starting} />
      {works.map((work) => {
        const count = planFor(work, files).fileIds.length
        const isSome = count > 0 && count < files.length
        return (
          <Button
            key={work}
            type={work === likely ? 'primary' : 'default'}
            disabled={busy || starting || count === 0}
            title={count === 0 ? say.bars[work] : undefined}
            onClick={() => begin(work)}
          >
            {isSome ? say.actsFor[work](count) : say.acts[work]}
          </Button>
        )
      })}
    </section>
  )
}
