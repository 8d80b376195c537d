import cluster, { type Worker } from 'node:cluster'
import { countedIn, type Figures, figuresOf, sumOf, workerFigures } from '../metrics/figures.ts'
import { type FiguresWanted, figuresTold } from './messages.ts'

/** A worker that does not answer by then has its last figures told again. */
const PATIENCE = 3000

/**
 * The figures of all workers. What one counted stays in the sums when it has ended: a sum that falls would look to
 * Prometheus like a new beginning, and everything before would be counted once more.
 */
export function workersFigures(): () => Promise<readonly Figures[]> {
  const last = new Map<number, Figures>()
  let ended: Promise<Figures> = Promise.resolve([])
  let asked = 0
  let onAnswer = (_from: number, _asked: number): void => {}
  cluster.on('message', (worker: Worker, message: unknown) => {
    const told = figuresTold.safeParse(message)
    if (!told.success) return
    last.set(worker.id, told.data.figures)
    onAnswer(worker.id, told.data.asked)
  })
  // Everything that it said has been heard.
  cluster.on('disconnect', (worker: Worker) => {
    const figures = last.get(worker.id)
    last.delete(worker.id)
    if (figures === undefined) return
    ended = ended.then((before) => figuresOf(sumOf([before, countedIn(figures)])))
  })
  return async () => {
    const number = ++asked
    const all = workers()
    const silent = new Set(all.map(({ id }) => id))
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, PATIENCE)
      onAnswer = (from, answered) => {
        if (answered === number) silent.delete(from)
        if (silent.size > 0) return
        clearTimeout(late)
        resolve()
      }
      const message: FiguresWanted = { type: 'figures-wanted', asked: number }
      for (const one of all) one.send(message, () => {})
      if (silent.size === 0) onAnswer(0, number)
    })
    return [await workerFigures(all.length - silent.size, silent.size), await ended, ...last.values()]
  }
}

const workers = (): readonly Worker[] =>
  Object.values(cluster.workers ?? {}).flatMap((one) => (one?.isConnected() ? [one] : []))
