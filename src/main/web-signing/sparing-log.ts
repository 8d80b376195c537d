const minute = 60_000
/** Pages choose what some lines say, so there is an end to how many are remembered. */
const most = 1_000

/** Writes a line at most once a minute: pages can cause as many as they like. */
export const createSparingLog = (
  log: (line: string) => void,
  now: () => number,
): ((line: string) => void) => {
  const written = new Map<string, number>()
  return (line) => {
    const before = written.get(line)
    if (before !== undefined && now() - before < minute) return
    written.delete(line)
    written.set(line, now())
    const [oldest] = written.keys()
    if (written.size > most && oldest !== undefined) written.delete(oldest)
    log(line)
  }
}
