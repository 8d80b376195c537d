/** Processor time of one piece of work in milliseconds: the median of seven rounds, after one round that warms up. */
export function processorTime(times: number, work: () => unknown): number {
  const rounds = Array.from({ length: 8 }, () => {
    const before = process.cpuUsage()
    for (let i = 0; i < times; i++) work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000 / times
  })
  return rounds.slice(1).sort((a, b) => a - b)[3] ?? 0
}
