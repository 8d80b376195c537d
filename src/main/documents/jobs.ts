import { randomUUID } from 'node:crypto'
import type { DocumentWork } from '../../shared/documents/contract.ts'
import type { DocumentJob } from '../../shared/documents/model.ts'
import { AssistantError, isAssistantError, reportOf } from '../../shared/errors/index.ts'
import type { PromptContent } from '../../shared/models/index.ts'
import type { DocumentList } from './document-list.ts'
import type { FileWorker } from './file-work/file-worker.ts'
import { versionAt } from './file-work/source.ts'
import type { JobLogins } from './job-logins.ts'
import { finishedWith, type ReadyWork } from './job-tasks.ts'
import { createTurns, isHolding, type Turn } from './turns.ts'

/** Work on many files, in their order, and one job at a time. */
export type Jobs = {
  current(): DocumentJob | null
  start(fileIds: readonly string[], work: DocumentWork): { readonly jobId: string }
  pause(): void
  goOn(): void
  cancel(): Promise<void>
  stop(): Promise<void>
}

export type JobsParts = {
  readonly list: DocumentList
  readonly worker: FileWorker
  readonly logins: JobLogins
  readonly ready: (work: DocumentWork) => ReadyWork
  /** Keeps where work is being done until it has ended, so that the next start can clean up after a kill. */
  readonly note: (folders: readonly string[]) => void
  /** Removes what a kill left in folders in which work begins. */
  readonly tidy: (folders: readonly string[]) => Promise<void>
  readonly folderOf: (fileId: string) => string
  /** The key has a keypad of its own, as far as it is known beforehand. */
  readonly onKey: (work: DocumentWork) => boolean
  readonly changed: () => void
  readonly ended: (job: DocumentJob) => void
  readonly unforeseen: (error: unknown) => void
  readonly clock: () => Date
  /** Milliseconds after which a job that rests gives up its logins. */
  readonly restMs?: number
}

const fiveMinutes = 5 * 60_000

type Job = {
  readonly id: string
  readonly work: DocumentWork
  readonly ready: ReadyWork
  readonly left: string[]
  readonly total: number
  readonly stop: AbortController
  done: number
  failed: number
  /** Files worked on at once. */
  abreast: number
  state: DocumentJob['state']
  /** Resolves when nothing works any more; null while nothing does. */
  running: Promise<void> | null
}

export const createJobs = (parts: JobsParts): Jobs => {
  const { list, worker, logins, changed, clock } = parts
  const restMs = parts.restMs ?? fiveMinutes
  let job: Job | null = null
  let shown: DocumentJob | null = null
  let rest: NodeJS.Timeout | undefined

  const show = (): void => {
    shown =
      job === null
        ? null
        : {
            ...{ id: job.id, work: job.work.kind, state: job.state },
            ...{ total: job.total, done: job.done, failed: job.failed },
          }
    changed()
  }
  const become = (one: Job, state: DocumentJob['state']): void => {
    one.state = state
    show()
  }
  const contentOf = ({ left, work }: Job): PromptContent => {
    const [first] = left
    const name = left.length === 1 && first !== undefined ? list.find(first).view.name : null
    return { kind: 'files', count: left.length, name, onKey: parts.onKey(work) }
  }
  const finish = async (one: Job): Promise<void> => {
    clearTimeout(rest)
    await logins.end()
    parts.note([])
    for (const id of one.left.splice(0)) list.state(id, { is: 'listed' })
    become(one, { is: 'ended', at: clock().toISOString() })
    if (shown !== null) parts.ended(shown)
  }
  const recipientsOf = ({ work }: Job): number => (work.kind === 'encrypt' ? work.recipients.length : 0)

  const failedWith = (one: Job, id: string, error: unknown): void => {
    if (!isAssistantError(error)) parts.unforeseen(error)
    one.failed += 1
    list.state(id, { is: 'failed', error: reportOf(error) })
  }
  /** Works on a file. Returns what holds the job, which has this file before it still. */
  const workOn = async (one: Job, id: string, turn: Turn): Promise<AssistantError | null> => {
    const alone = one.abreast === 1
    const { signal } = one.stop
    list.state(id, { is: 'working', percent: 0 })
    try {
      const told = (percent: number): void => list.state(id, { is: 'working', percent: Math.floor(percent) })
      const listed = list.find(id)
      const judged = await versionAt(listed.path)
      const grants = turn.through(one.ready.grants(contentOf(one), signal))
      const result = await worker.run(one.ready.task(listed), grants, told, signal)
      const finished = finishedWith(result, recipientsOf(one))
      one.done += 1
      list.state(id, { is: 'done', result: finished.result }, { verdict: finished.verdict, judged })
    } catch (error) {
      if (signal.aborted) return null
      const ended = !alone && isAssistantError(error) && error.code === 'document-work-ended'
      // One of the files ended the process for all. From now on each is worked on alone, to find which.
      if (ended) one.abreast = 1
      if (ended || isHolding(error)) list.state(id, { is: 'waiting' })
      if (ended) return null
      if (isHolding(error)) return error
      failedWith(one, id, error)
    }
    one.left.splice(one.left.indexOf(id), 1)
    show()
    return null
  }
  const hold = async (one: Job, error: AssistantError): Promise<void> => {
    await logins.end()
    // Who refuses before anything was done does not want the job at all.
    if (error.code === 'cancelled-by-user' && one.done + one.failed === 0) return finish(one)
    become(one, { is: 'held', error: reportOf(error) })
  }
  /** As long as the job is running; a pause lets the files at hand be finished. */
  const goThrough = async (one: Job): Promise<void> => {
    const turns = createTurns()
    const atHand = new Map<string, Promise<void>>()
    let held: AssistantError | null = null
    const begin = (id: string): void => {
      const turn = turns.next()
      const work = workOn(one, id, turn).then((error) => {
        turn.over(error)
        held ??= error
      })
      atHand.set(
        id,
        work.finally(() => atHand.delete(id)),
      )
    }
    const goesOn = (): boolean => one.state.is === 'running' && !one.stop.signal.aborted && held === null
    try {
      for (;;) {
        const free = goesOn() && atHand.size < one.abreast
        const next = free ? one.left.find((id) => !atHand.has(id)) : undefined
        if (next !== undefined) begin(next)
        else if (atHand.size > 0) await Promise.race(atHand.values())
        else break
      }
    } finally {
      await Promise.allSettled(atHand.values())
    }
    if (held !== null) return hold(one, held)
    if (goesOn()) await finish(one)
  }
  const run = (one: Job, untidy: readonly string[] = []): void => {
    clearTimeout(rest)
    become(one, { is: 'running' })
    // It was paused and goes on before its file was finished.
    if (one.running !== null) return
    one.running = parts
      .tidy(untidy)
      .then(() => goThrough(one))
      .catch((error) => {
        parts.unforeseen(error)
        become(one, { is: 'held', error: reportOf(error) })
      })
      .finally(() => {
        one.running = null
      })
  }
  const open = (): Job => {
    if (job === null || job.state.is === 'ended') throw new AssistantError('not-found')
    return job
  }

  return {
    current: () => shown,
    start: (fileIds, work) => {
      if (job !== null && job.state.is !== 'ended') throw new AssistantError('busy-with-other')
      const ids = [...new Set(fileIds)]
      for (const id of ids)
        if (list.find(id).view.state.is === 'arriving') throw new AssistantError('busy-with-other')
      const ready = parts.ready(work)
      const one: Job = {
        ...{ id: randomUUID(), work, ready, left: ids, total: ids.length, stop: new AbortController() },
        ...{ done: 0, failed: 0, abreast: ready.abreast, state: { is: 'running' }, running: null },
      }
      job = one
      const folders = work.kind === 'verify' ? [] : [...new Set(ids.map(parts.folderOf))]
      if (folders.length > 0) parts.note(folders)
      for (const id of ids) list.state(id, { is: 'waiting' })
      run(one, folders)
      return { jobId: one.id }
    },
    pause: () => {
      const one = open()
      if (one.state.is !== 'running') return
      become(one, { is: 'paused' })
      rest = setTimeout(() => void logins.end().catch(parts.unforeseen), restMs).unref()
    },
    goOn: () => {
      const one = open()
      if (one.state.is !== 'running') run(one)
    },
    cancel: async () => {
      const one = open()
      one.stop.abort(new AssistantError('cancelled-by-user'))
      await one.running
      if (one.state.is !== 'ended') await finish(one)
    },
    stop: async () => {
      clearTimeout(rest)
      if (job === null || job.state.is === 'ended') return worker.stop()
      job.stop.abort(new AssistantError('cancelled-by-user'))
      await job.running
      await logins.end()
      worker.stop()
    },
  }
}
