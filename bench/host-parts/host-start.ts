import { execFile } from 'node:child_process'
import type { Fork } from '../../src/native/index.ts'
import type { Row } from '../row.ts'
import { median, round, timed } from './figures.ts'

// How long a bare Node takes to start and end on an otherwise idle machine.
const CALM_START = 50

const bareStart = (): Promise<number> =>
  timed(() => new Promise((resolve) => execFile(process.execPath, ['-e', '0'], resolve)))

const oneStart = async (fork: Fork, setup: string): Promise<number> => {
  const started = performance.now()
  const host = fork('token-host', setup)
  await new Promise<void>((resolve) => host.onMessage(() => resolve()))
  const took = performance.now() - started
  host.kill()
  await new Promise<void>((resolve) => host.onExit(() => resolve()))
  return took
}

/** From the fork of a token host to its first word, beside a bare Node. */
export const hostStart = async (name: string, fork: Fork, setup: string): Promise<Row> => {
  const times: number[] = []
  const bare: number[] = []
  // The first start also reads everything from the disk.
  await oneStart(fork, setup)
  for (let n = 0; n < 11; n++) {
    bare.push(await bareStart())
    times.push(await oneStart(fork, setup))
  }
  const [host, node] = [median(times), median(bare)]
  return {
    name,
    value: round(host),
    unit: 'ms',
    peers: { 'bare Node': round(node) },
    ratio: round(host / node),
    budget: `≤ 150 ms where a bare Node starts in ${CALM_START} ms`,
    holds: host <= 150 * Math.max(1, node / CALM_START),
  }
}
