/** Lets everything go on that waits for nothing outside. */
export const moments = async (count = 50): Promise<void> => {
  for (let n = 0; n < count; n += 1) await Promise.resolve()
}

/** Lets what comes from the disk or the system arrive. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The real clock, whatever a test does with the time. */
const now = performance.now.bind(performance)

/** Lets turns pass until it is so. */
export const turnsUntil = async (isSo: () => boolean): Promise<void> => {
  const end = now() + 10_000
  while (!isSo()) {
    if (now() > end) throw new Error('it was waited for in vain')
    await turn()
  }
}
