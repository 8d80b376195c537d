import { lightOf } from '../../shared/diagnosis/explain.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'

/** What the person came for, if nothing was found there. */
const CameFor = () => {
  const { snapshot, words } = useAssistant()
  const { steps, first } = snapshot.diagnosis
  const step = steps.find(({ id }) => id === first)
  if (step === undefined || lightOf(step) !== 'good') return null
  const { came, stepNames, lights, reportHead } = words.diagnosis
  return (
    <p>
      {came(stepNames[step.id])}
      {reportHead.colon}
      {lights.good}
    </p>
  )
}

/** The whole run in one sentence. */
export const Summary = () => {
  const { snapshot, words } = useAssistant()
  const say = words.diagnosis
  const { state, steps, startedAt, endedAt } = snapshot.diagnosis
  if (state === 'never') return <Note tone="plain" title={say.lead} />
  if (state === 'running') {
    const all = steps.filter((one) => one.state !== 'none' && one.state !== 'asked')
    const done = all.filter((one) => one.state === 'done').length
    return (
      <div role="status">
        <Note tone="info" icon="clock" title={say.running(done, all.length)} />
      </div>
    )
  }
  const findings = steps.flatMap((one) => one.findings)
  const problems = findings.filter(({ level }) => level === 'problem').length
  const seconds = (Date.parse(endedAt ?? '') - Date.parse(startedAt ?? '')) / 1000
  return (
    <div role="status">
      {findings.length === 0 ? (
        <Note tone="good" title={say.healthy}>
          <p>{say.healthyMeaning(seconds.toFixed(1))}</p>
          <CameFor />
        </Note>
      ) : (
        <Note tone={problems > 0 ? 'bad' : 'soon'} title={say.found(problems, findings.length - problems)}>
          <CameFor />
        </Note>
      )}
    </div>
  )
}
