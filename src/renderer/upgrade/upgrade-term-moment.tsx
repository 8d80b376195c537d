import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useAssistant } from '../live/use-live.tsx'
import { Foot } from '../parts/foot.tsx'
import { Note } from '../parts/note.tsx'
import { TermChoice } from '../renewal/term-choice.tsx'
import { dateOf, yuanOf } from '../words/format.ts'
import type { Known } from './use-upgrade.ts'

type Props = {
  readonly terms: Known['terms']
  readonly notAfter: string
  readonly termYears: number | null
  /** The price is another one than the person has seen. */
  readonly changed: boolean
  readonly aside: ReactNode
  readonly choose: (years: number) => void
  readonly next: () => void
}

/** 更新有效期, with its fee and the new end. */
export const UpgradeTermMoment = ({ terms, notAfter, termYears, changed, aside, choose, next }: Props) => {
  const { words } = useAssistant()
  const say = words.upgrade.term
  const term = terms.find(({ years }) => years === termYears)
  return (
    <>
      {changed && (
        <Note tone="soon" title={say.changed} urgent>
          {term && <p>{say.changedMeaning(yuanOf(term.totalFen))}</p>}
        </Note>
      )}
      <TermChoice legend={say.legend} terms={terms} chosen={termYears} choose={choose} />
      <p role="status">{term && say.shown(dateOf(notAfter), dateOf(term.notAfter))}</p>
      <Foot aside={aside}>
        <Button type="primary" size="large" disabled={!term} onClick={next}>
          {words.upgrade.next}
        </Button>
      </Foot>
    </>
  )
}
