import { Button } from 'antd'
import { type Outcome, outcome as outcomes } from '../../shared/documents/verdict.ts'
import type { DocumentJob, DocumentView } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { saveFile } from '../live/save-file.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note, type NoteTone } from '../parts/note.tsx'
import { needsAttention } from './file-words.ts'

type Props = {
  readonly job: DocumentJob
  readonly files: readonly DocumentView[]
  readonly showFailed: () => void
  readonly dismiss: () => void
}

/** How often each outcome was found among the files of the list. */
const tally = (files: readonly DocumentView[]): readonly (readonly [Outcome, number])[] => {
  const counts = new Map<Outcome, number>()
  for (const { state } of files)
    if (state.is === 'done' && state.result.kind === 'verified')
      counts.set(state.result.outcome, (counts.get(state.result.outcome) ?? 0) + 1)
  return outcomes.options.flatMap((one): readonly (readonly [Outcome, number])[] => {
    const count = counts.get(one) ?? 0
    return count === 0 ? [] : [[one, count]]
  })
}

const Outcomes = ({ files }: Pick<Props, 'files'>) => {
  const { words } = useAssistant()
  const say = words.documentsPage.job
  const parts = tally(files).map(([one, count]) => say.outcome(words.verification.outcomes[one], count))
  return parts.length === 0 ? null : <p>{say.outcomes(parts.join(words.documentsPage.bar.comma))}</p>
}

const types = { html: 'text/html', csv: 'text/csv' } as const

/** The folder in which the results lie: that of the first file that has one. */
const shownIn = (files: readonly DocumentView[]): DocumentView | undefined =>
  files.find(({ state }) => state.is === 'done' && 'output' in state.result) ??
  files.find(({ state }) => state.is === 'done')

const Acts = ({ files, showFailed, dismiss }: Props) => {
  const { client, words } = useAssistant()
  const say = words.documentsPage.job
  const { pending, error, run } = useAction()
  const save = (format: 'html' | 'csv') =>
    void run(async () => {
      const { fileName, base64 } = await client.documents.report({ format })
      saveFile(fileName, base64, types[format])
    })
  const shown = shownIn(files)
  return (
    <>
      {error && <ErrorNote report={error} />}
      {files.some(needsAttention) && <Button onClick={showFailed}>{words.documentsPage.list.only}</Button>}
      <Button disabled={pending} icon={<Icon name="download" size={16} />} onClick={() => save('html')}>
        {say.html}
      </Button>
      <Button disabled={pending} onClick={() => save('csv')}>
        {say.csv}
      </Button>
      {shown && (
        <Button
          disabled={pending}
          icon={<Icon name="folder" size={16} />}
          onClick={() => void run(() => client.documents.reveal({ fileId: shown.id }))}
        >
          {say.reveal}
        </Button>
      )}
      <Button type="text" onClick={dismiss}>
        {say.dismiss}
      </Button>
    </>
  )
}

/** A verification that ran to its end says nothing about what it found, so it is not green. */
const toneOf = ({ work, failed }: DocumentJob, rest: number): NoteTone => {
  if (failed > 0 || rest > 0) return 'soon'
  return work === 'verify' ? 'info' : 'good'
}

/** How a job ended: what is done, what is not, and what can be kept of it. */
export const JobEnd = (props: Props) => {
  const { words } = useAssistant()
  const say = words.documentsPage.job
  const { job, files } = props
  const rest = job.total - job.done - job.failed
  const parts = [
    say.done(job.done),
    ...(job.failed > 0 ? [say.failed(job.failed)] : []),
    ...(rest > 0 ? [say.untouched(rest)] : []),
  ]
  return (
    <div role="status">
      <Note
        tone={toneOf(job, rest)}
        title={rest > 0 ? say.stopped : say.ended[job.work]}
        actions={<Acts {...props} />}
      >
        <p>{parts.length > 1 ? parts.join(' · ') : say.all(job.total)}</p>
        {job.work === 'verify' && <Outcomes files={files} />}
      </Note>
    </div>
  )
}
