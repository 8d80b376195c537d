import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { StepId } from '../../shared/models/index.ts'
import { Page } from '../frame/page.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from './diagnosis.module.css'
import { FindingsList } from './findings-list.tsx'
import { RehearsalSection } from './rehearsal-section.tsx'
import { ReportSection } from './report-section.tsx'
import { StepsList } from './steps-list.tsx'
import { Summary } from './summary.tsx'
import { UndoSection } from './undo-section.tsx'

/** A result of this age still tells how things are. */
const fresh = 60_000

/** Whoever comes from a failure came to have it looked into, so the check begins by itself. */
const useRunFor = (step: StepId | null, run: () => void): void => {
  const { state, endedAt } = useAssistant().snapshot.diagnosis
  const begun = useRef<StepId | null>(null)
  useEffect(() => {
    if (step === null || begun.current === step) return
    begun.current = step
    const isFresh = endedAt !== null && Date.now() - Date.parse(endedAt) < fresh
    if (state !== 'running' && !isFresh) run()
  }, [step, state, endedAt, run])
}

/** 系统检测: what was found first, then every step, then the report. `step` is what the person came for. */
export const DiagnosisPage = ({ step }: { readonly step: StepId | null }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.diagnosis
  const { error, run } = useAction()
  const { state, repairing } = snapshot.diagnosis
  const check = () => void run(() => client.diagnosis.run({ first: step }))
  useRunFor(step, check)
  return (
    <Page
      title={say.title}
      action={
        <Button type="primary" disabled={state === 'running' || repairing !== null} onClick={check}>
          {state === 'never' ? say.start : say.again}
        </Button>
      }
    >
      <div className={styles.column}>
        <Summary />
        {error && <ErrorNote report={error} />}
        <FindingsList />
        <UndoSection />
        <StepsList />
        <RehearsalSection />
        <ReportSection />
      </div>
    </Page>
  )
}
