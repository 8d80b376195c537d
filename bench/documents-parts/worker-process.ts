import { readdirSync, readFileSync } from 'node:fs'

// The process of file work as Linux tells of it in /proc. Elsewhere there is nothing to read.

const isWorker = (pid: string): boolean => {
  try {
    // The name in brackets may hold spaces; the parent is the second field behind it (proc_pid_stat(5)).
    const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return parent === String(process.pid) && command.includes('document-worker')
  } catch {
    return false
  }
}

/** The process that the jobs of this application work with. */
export const workerProcess = (): string => {
  const found = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isWorker(name))
  if (found === undefined) throw new Error('the process of file work is not there')
  return found
}

/** Milliseconds that all of its threads have worked. */
export const workedMs = (pid: string): number =>
  readdirSync(`/proc/${pid}/task`)
    .map((thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]))
    .reduce((sum, nanoseconds) => sum + nanoseconds / 1e6, 0)

/** The most memory that it ever had in MiB. */
export const peakMiB = (pid: string): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
