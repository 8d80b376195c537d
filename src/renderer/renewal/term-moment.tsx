import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { RenewalQuote } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Foot } from '../parts/foot.tsx'
import { Note } from '../parts/note.tsx'
import { dateOf, yuanOf } from '../words/format.ts'
import { TermChoice } from './term-choice.tsx'

type Props = {
  readonly quote: RenewalQuote
  readonly termYears: number | null
  /** The price is another one than the person has seen. */
  readonly changed: boolean
  readonly aside: ReactNode
  readonly choose: (years: number) => void
  readonly next: () => void
}

/** 续期时间 with its fee. The end of the new certificate is shown before anything is paid. */
export const TermMoment = ({ quote, termYears, changed, aside, choose, next }: Props) => {
  const { words } = useAssistant()
  const say = words.renewal.term
  const term = quote.terms.find(({ years }) => years === termYears)
  return (
    <>
      {changed && (
        <Note tone="soon" title={say.changed} urgent>
          {term && <p>{say.changedMeaning(yuanOf(term.totalFen))}</p>}
        </Note>
      )}
      <TermChoice legend={say.legend} terms={quote.terms} chosen={termYears} choose={choose} />
      <p role="status">{term && say.shown(dateOf(quote.notAfter), dateOf(term.notAfter))}</p>
      <Foot aside={aside}>
        <Button type="primary" size="large" disabled={!term} onClick={next}>
          {words.renewal.next}
        </Button>
      </Foot>
    </>
  )
}
