/** The answer of a work, or `late` if it takes longer. What the work does afterwards is not waited for. */
export const within = async <T, L>(work: Promise<T>, milliseconds: number, late: L): Promise<T | L> => {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<L>((resolve) => {
    timer = setTimeout(() => resolve(late), milliseconds)
  })
  try {
    return await Promise.race([work, over])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}
