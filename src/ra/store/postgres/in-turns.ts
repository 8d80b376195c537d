/**
 * Work that many may ask for at once, one run at a time. Who asks while it runs gets the next run, which begins after
 * the question; all who wait share it.
 */
export function inTurns(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const run = (): Promise<void> => {
    const mine = work().finally(() => {
      running = null
    })
    running = mine
    return mine
  }
  return () => {
    if (running === null) return run()
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null
        return run()
      })
    return next
  }
}
