import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Processor time of a process as the scheduler counts it, in ms. */
export const processorMs = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`)
    .map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]))
    .reduce((sum, one) => sum + one, 0) / 1e6

const memory = (pid: number, what: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

/** In MiB. */
export const residentMiB = (pid: number): number => memory(pid, 'VmRSS')
export const peakMiB = (pid: number): number => memory(pid, 'VmHWM')

/** What the process takes of the machine's memory: pages that several processes share count by their part. In MiB. */
export const proportionalMiB = (pid: number): number =>
  Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 1024

/** The process and all that it started. */
export const family = (pid: number): readonly number[] => {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
  return [pid, ...children.flatMap((child) => family(Number(child)))]
}

const quietMs = 40

/** Over once a process has done next to nothing for two seconds. */
export const quiet = async (pid: number, atMostMs = 180_000): Promise<void> => {
  const late = performance.now() + atMostMs
  for (let calm = 0; calm < 2; ) {
    if (performance.now() > late) throw new Error('the application does not come to rest')
    const before = processorMs(pid)
    await wait(1_000)
    calm = processorMs(pid) - before < quietMs ? calm + 1 : 0
  }
}
