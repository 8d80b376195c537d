import { Button } from 'antd'
import { useState } from 'react'
import type { Finding, StepId } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Section } from '../parts/card.tsx'
import { FindingNote } from './finding-note.tsx'

type Found = { readonly finding: Finding; readonly step: StepId }

/** More at once would hide the first ones. */
const atOnce = 8

/** Problems first, then what needs attention; what the person came for before all others. */
const useFound = (): readonly Found[] => {
  const { steps, first } = useAssistant().snapshot.diagnosis
  const all = steps.flatMap(({ id, findings }) => findings.map((finding) => ({ finding, step: id })))
  const rank = ({ finding, step }: Found): number =>
    (step === first ? 0 : 2) + (finding.level === 'problem' ? 0 : 1)
  return all.toSorted((one, other) => rank(one) - rank(other))
}

export const FindingsList = () => {
  const { words } = useAssistant()
  const found = useFound()
  const [whole, setWhole] = useState(false)
  if (found.length === 0) return null
  const shown = whole ? found : found.slice(0, atOnce)
  return (
    <Section title={words.diagnosis.findings}>
      {shown.map(({ finding, step }) => (
        <FindingNote key={`${step} ${finding.key}`} finding={finding} step={step} />
      ))}
      {shown.length < found.length && (
        <div>
          <Button onClick={() => setWhole(true)}>{words.diagnosis.more(found.length - shown.length)}</Button>
        </div>
      )}
    </Section>
  )
}
