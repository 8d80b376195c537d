import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'

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
        </Note>
      ) : (
        <Note tone={problems > 0 ? 'bad' : 'soon'} title={say.found(problems, findings.length - problems)} />
      )}
    </div>
  )
}
