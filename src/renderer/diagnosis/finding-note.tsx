import { Button } from 'antd'
import { useState } from 'react'
import { explainFinding } from '../../shared/diagnosis/explain.ts'
import type { Finding, StepId } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { CopyButton } from '../parts/copyable.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import noteStyles from '../parts/note.module.css'
import { Note } from '../parts/note.tsx'
import { RepairDialog } from './repair-dialog.tsx'

type Props = { readonly finding: Finding; readonly step: StepId }

/** What the hotline asks for, in small type at the end. */
const Details = ({ finding, hotline }: { readonly finding: Finding; readonly hotline: string | null }) => {
  const { words } = useAssistant()
  if (hotline === null && finding.systemWords === null) return null
  return (
    <div className={noteStyles.code}>
      {hotline !== null && (
        <>
          <span>{words.everywhere.errorCode}</span>
          <CopyButton text={hotline} shown={hotline} label={`${words.everywhere.copyErrorCode} ${hotline}`} />
        </>
      )}
      {finding.systemWords !== null && (
        <span>
          {words.diagnosis.reportHead.words}
          {words.diagnosis.reportHead.colon}
          {finding.systemWords}
        </span>
      )}
    </div>
  )
}

const Actions = ({ finding }: { readonly finding: Finding }) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.diagnosis
  const [asking, setAsking] = useState(false)
  const { pending, error, run } = useAction()
  const isBusy = snapshot.diagnosis.repairing !== null || snapshot.diagnosis.state === 'running'
  const repair = async () => {
    await run(() => client.diagnosis.repair({ key: finding.key }))
    setAsking(false)
  }
  return (
    <>
      {finding.place && <Button href={hashOf(finding.place)}>{say.toPlace}</Button>}
      {finding.repair && (
        <Button disabled={isBusy} onClick={() => setAsking(true)}>
          {say.repair}
        </Button>
      )}
      {finding.repair && (
        <RepairDialog
          open={asking}
          repair={finding.repair}
          on={finding.repairOn}
          pending={pending}
          close={() => setAsking(false)}
          confirm={() => void repair()}
        />
      )}
      {error && <ErrorNote report={error} />}
    </>
  )
}

/** One finding: what it is, what was found, what to do, and what the assistant can do about it. */
export const FindingNote = ({ finding, step }: Props) => {
  const { snapshot, words } = useAssistant()
  const { title, happened, next, hotline } = explainFinding(finding, snapshot.settings.language)
  return (
    <Note
      tone={finding.level === 'problem' ? 'bad' : 'soon'}
      title={`${words.diagnosis.stepNames[step]} · ${title}`}
      actions={<Actions finding={finding} />}
    >
      <p>{happened}</p>
      <p>{next}</p>
      <Details finding={finding} hotline={hotline} />
    </Note>
  )
}
