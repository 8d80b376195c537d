/** Lets everything go on that waits for nothing outside. */
export const moments = async (count = 50): Promise<void> => {
  for (let n = 0; n < count; n += 1) await Promise.resolve()
}

/** Lets what comes from the disk or the system arrive. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
