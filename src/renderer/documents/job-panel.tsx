import { Button } from 'antd'
import { useState } from 'react'
import type { DocumentJob, DocumentView } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from './documents.module.css'
import { JobEnd } from './job-end.tsx'
import { percentOf } from './job-percent.ts'

type Props = {
  readonly job: DocumentJob
  readonly files: readonly DocumentView[]
  readonly showFailed: () => void
  readonly dismiss: () => void
}

const Progress = ({ job }: { readonly job: DocumentJob }) => {
  const { words } = useAssistant()
  const say = words.documentsPage.job
  const percent = percentOf(job)
  return (
    <div
      className={styles.progress}
      role="progressbar"
      aria-label={say.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={say.of(job.done + job.failed, job.total)}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  )
}

const Figures = ({ job }: { readonly job: DocumentJob }) => {
  const { words } = useAssistant()
  const say = words.documentsPage.job
  const rest = job.total - job.done - job.failed
  return (
    <span className={styles.figures}>
      {[
        say.done(job.done),
        ...(job.failed > 0 ? [say.failed(job.failed)] : []),
        ...(rest > 0 ? [say.rest(rest)] : []),
      ].join(' · ')}
    </span>
  )
}

const Now = ({ files }: { readonly files: readonly DocumentView[] }) => {
  const { words } = useAssistant()
  const say = words.documentsPage.job
  const at = files.find(({ state }) => state.is === 'working')
  if (at?.state.is !== 'working') return null
  const percent = at.state.percent > 0 ? ` ${at.state.percent}%` : ''
  return (
    <p className={styles.now} title={at.name}>
      {say.now(at.name)}
      {percent}
    </p>
  )
}

const Stop = ({ job }: { readonly job: DocumentJob }) => {
  const { client, words } = useAssistant()
  const say = words.documentsPage.job
  const [asking, setAsking] = useState(false)
  const { pending, error, run } = useAction()
  return (
    <>
      <Button onClick={() => setAsking(true)}>{say.stop}</Button>
      <ConfirmDialog
        open={asking}
        title={say.askStop}
        pending={pending}
        say={{ no: say.keepOn, yes: say.stop, doing: say.stopping }}
        close={() => setAsking(false)}
        confirm={() => void run(() => client.documents.cancel()).then((done) => done && setAsking(false))}
      >
        <p>{say.askStopMeaning(job.done)}</p>
        {error && <ErrorNote report={error} />}
      </ConfirmDialog>
    </>
  )
}

const Acts = ({ job }: { readonly job: DocumentJob }) => {
  const { client, words } = useAssistant()
  const say = words.documentsPage.job
  const { pending, error, run } = useAction()
  return (
    <>
      {job.state.is === 'running' ? (
        <Button
          icon={<Icon name="pause" size={16} />}
          disabled={pending}
          onClick={() => void run(() => client.documents.pause())}
        >
          {say.pause}
        </Button>
      ) : (
        <Button
          type="primary"
          icon={<Icon name="play" size={16} />}
          disabled={pending}
          onClick={() => void run(() => client.documents.goOn())}
        >
          {say.goOn}
        </Button>
      )}
      <Stop job={job} />
      {error && <ErrorNote report={error} />}
    </>
  )
}

const heading = ({ work, state }: DocumentJob, say: ReturnType<typeof useSay>): string => {
  if (state.is === 'paused') return say.paused
  return state.is === 'held' ? say.held : say.running[work]
}
const useSay = () => useAssistant().words.documentsPage.job

/** A job on many files: how far it is, and what the person can do about it. */
export const JobPanel = ({ job, files, showFailed, dismiss }: Props) => {
  const say = useSay()
  const { state } = job
  if (state.is === 'ended')
    return <JobEnd job={job} files={files} showFailed={showFailed} dismiss={dismiss} />
  const rest = job.total - job.done - job.failed
  return (
    <Card>
      <div className={styles.job}>
        <div className={styles.jobHead}>
          <h2>{heading(job, say)}</h2>
          <Figures job={job} />
          <span className={styles.push} />
          <Acts job={job} />
        </div>
        <Progress job={job} />
        {state.is === 'running' && <Now files={files} />}
        {state.is === 'held' && (
          <>
            <ErrorNote report={state.error} tone="soon" />
            <p>{say.heldMeaning(job.done, rest)}</p>
          </>
        )}
      </div>
    </Card>
  )
}
