import type { DocumentJob } from '../../shared/models/index.ts'

/** How far a job is, from 0 to 100. */
export const percentOf = ({ done, failed, total }: DocumentJob): number =>
  total === 0 ? 100 : Math.floor((100 * (done + failed)) / total)

/** The same while it goes on; null if none does. */
export const runningPercent = (job: DocumentJob | null): number | null =>
  job === null || job.state.is === 'ended' ? null : percentOf(job)
