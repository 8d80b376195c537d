import type { DocumentJob, Snapshot } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import type { Notification } from '../shell/shell.ts'

/** How a job on files ended or what it waits for; null while it goes on, and while the person has paused it. */
const said = ({ work, state, done, failed, total }: DocumentJob, { documentsPage: { notify } }: Texts) => {
  if (state.is === 'ended') return { title: notify.ended[work], body: notify.endedBody(done, failed) }
  return state.is === 'held' ? { title: notify.held, body: notify.heldBody(done, total) } : null
}

/** What the person should hear of even without an open window. One who stopped a job knows it. */
export const endedJob = (before: Snapshot, after: Snapshot, texts: Texts): Notification | null => {
  const job = after.documentJob
  const earlier = before.documentJob
  if (job === null || earlier?.id !== job.id || earlier.state.is === job.state.is) return null
  const isStopped = job.state.is === 'ended' && job.done + job.failed < job.total
  const words = isStopped ? null : said(job, texts)
  return words && { id: `documents-${job.id}`, ...words, place: { page: 'documents' } }
}
