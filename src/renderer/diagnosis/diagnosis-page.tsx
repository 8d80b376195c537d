import { Button } from 'antd'
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

/** 系统检测: what was found first, then every step, then the report. `step` is what the person came for. */
export const DiagnosisPage = ({ step }: { readonly step: StepId | null }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.diagnosis
  const { error, run } = useAction()
  const { state, repairing } = snapshot.diagnosis
  return (
    <Page
      title={say.title}
      action={
        <Button
          type="primary"
          disabled={state === 'running' || repairing !== null}
          onClick={() => void run(() => client.diagnosis.run({ first: step }))}
        >
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
