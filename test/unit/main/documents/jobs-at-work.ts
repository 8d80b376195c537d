import { createDocumentList } from '../../../../src/main/documents/document-list.ts'
import type { FileResult } from '../../../../src/main/documents/file-work/messages.ts'
import type { ReadyWork } from '../../../../src/main/documents/job-tasks.ts'
import { createJobs, type JobsParts } from '../../../../src/main/documents/jobs.ts'
import type { DocumentJob } from '../../../../src/shared/documents/model.ts'

export const at = '2026-11-20T08:00:00.000Z'
export const verifying = { kind: 'verify' } as const
export const encrypting = { kind: 'encrypt', recipients: ['r1', 'r2'], signer: null } as const

const noHands = async (): Promise<never> => {
  throw new Error('nobody should ask for a key')
}
const nothing = { sign: noHands, openKey: noHands, openPart: noHands }

/** What the worker does with the file of this name. */
export type Working = (
  name: string,
  more: { readonly told: (percent: number) => void; readonly signal: AbortSignal },
) => Promise<FileResult>

export const signed = (name: string): FileResult => ({ kind: 'signed', output: `${name}.p7s` })

/** A list of files and jobs on them. `log` has what the parts were told, in order. */
export const jobsAtWork = (
  work: Working,
  { abreast = 1, ...parts }: Partial<JobsParts> & { readonly abreast?: number } = {},
) => {
  const log: string[] = []
  const ended: DocumentJob[] = []
  const unforeseen: unknown[] = []
  const waiting = new Set<() => void>()
  const changed = () => {
    for (const look of [...waiting]) look()
  }
  const list = createDocumentList(changed)
  const asked: unknown[] = []
  const ready: ReadyWork = {
    ...{ kind: 'sign', abreast },
    task: ({ path }) => ({
      ...{ kind: 'encrypt', path, recipients: [], signer: null },
    }),
    grants: (content) => {
      asked.push(content)
      return nothing
    },
  }
  const jobs = createJobs({
    list,
    worker: {
      run: async (task, _, told, signal) => {
        const name = task.path.slice(task.path.lastIndexOf('/') + 1)
        log.push(`begin ${name}`)
        return work(name, { told, signal })
      },
      stop: () => void log.push('worker stops'),
    },
    logins: {
      use: noHands,
      isOpen: () => false,
      known: () => new Set(),
      end: async () => void log.push('logins end'),
    },
    ready: () => ready,
    note: (folders) => void log.push(`note ${folders.join(' ')}`.trim()),
    tidy: async (folders) => void log.push(`tidy ${folders.join(' ')}`.trim()),
    folderOf: (id) => list.find(id).path.split('/').slice(0, -1).join('/'),
    onKey: () => false,
    changed,
    ended: (job) => ended.push(job),
    unforeseen: (error) => unforeseen.push(error),
    clock: () => new Date(at),
    ...parts,
  })
  const add = (...names: readonly string[]) =>
    list.add(
      names.map((name) => ({
        path: `/nowhere/${name}`,
        name: name.slice(name.lastIndexOf('/') + 1),
        ...{ beside: null, size: 1, content: 'other' },
      })),
    )
  const states = () => list.views().map(({ state }) => state.is)
  /** The job once it is so. */
  const until = (question: (job: DocumentJob | null) => boolean): Promise<DocumentJob | null> =>
    new Promise((resolve) => {
      const look = () => {
        if (!question(jobs.current())) return
        waiting.delete(look)
        resolve(jobs.current())
      }
      waiting.add(look)
      look()
    })
  const is = (state: DocumentJob['state']['is']) => until((job) => job?.state.is === state)
  const begun = (name: string) =>
    until(() => list.views().some((view) => view.name === name && view.state.is === 'working'))
  return { jobs, list, add, states, until, is, begun, log, ended, unforeseen, asked }
}
