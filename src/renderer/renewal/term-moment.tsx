import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { RenewalTerm } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Foot } from '../parts/foot.tsx'
import { Note } from '../parts/note.tsx'
import { dateOf, yuanOf } from '../words/format.ts'
import { TermChoice } from './term-choice.tsx'

type Props = {
  /** How the business words it. */
  readonly say: {
    readonly legend: string
    readonly changed: string
    readonly changedMeaning: (yuan: string) => string
    readonly shown: (from: string, to: string) => string
  }
  readonly terms: readonly RenewalTerm[]
  /** The end of the present certificate. */
  readonly notAfter: string
  readonly termYears: number | null
  /** The price is another one than the person has seen. */
  readonly changed: boolean
  readonly aside: ReactNode
  readonly choose: (years: number) => void
  readonly next: () => void
}

/** 续期时间, or 更新有效期 of an upgrade, with its fee. The end of the new certificate is shown before anything is paid. */
export const TermMoment = (props: Props) => {
  const { say, terms, notAfter, termYears, changed, aside, choose, next } = props
  const { words } = useAssistant()
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
          {words.renewal.next}
        </Button>
      </Foot>
    </>
  )
}
