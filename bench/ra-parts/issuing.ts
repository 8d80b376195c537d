import { applicantName, userName } from './filling.ts'
import { BenchHolder, prepare } from './holder.ts'
import type { Server } from './server.ts'

export type Figures = {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Processor time that the server takes for one issuance, in milliseconds. */
  readonly cpu: number
}

/** Whole issuances by so many clients at once, so many each. */
export async function issueMany(server: Server, count: number, each: number): Promise<Figures> {
  const holders = await Promise.all(Array.from({ length: count }, (_, i) => loggedIn(server.url, i)))
  const subjects = await Promise.all(holders.map((holder) => holder.subject()))
  const work = subjects.map((subject) => Array.from({ length: each }, () => prepare(subject)))
  const times: number[] = []
  const before = await server.cpu()
  const start = performance.now()
  await Promise.all(
    holders.map(async (holder, i) => {
      for (const prepared of work[i] ?? []) {
        const began = performance.now()
        await holder.issue(prepared)
        times.push(performance.now() - began)
      }
    }),
  )
  const elapsed = performance.now() - start
  const cpu = ((await server.cpu()) - before) / times.length
  for (const holder of holders) holder.close()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { perSecond: (times.length * 1000) / elapsed, p50: at(0.5), p99: at(0.99), cpu }
}

export async function loggedIn(url: string, index: number): Promise<BenchHolder> {
  const holder = new BenchHolder(url)
  await holder.login(userName(index), applicantName(index))
  return holder
}
