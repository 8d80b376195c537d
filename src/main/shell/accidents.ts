import type { Log } from '../log/log.ts'
import { stackOf } from '../log/stack-of.ts'

/** Writes an error, with its stack, into the log. */
export const noted =
  (log: Log, where: string) =>
  (error: unknown): void =>
    log.write(`${where}: ${stackOf(error)}`)

/**
 * A rejected promise that nobody awaited (for example from a message outside the contract) is logged, and the product
 * goes on. After an exception that nobody caught, its state is unknown: it ends, and the journals on disk carry on.
 */
export const watchForAccidents = (log: Log, end: () => void): void => {
  process.on('unhandledRejection', noted(log, 'unhandled rejection'))
  process.on('uncaughtException', (error) => {
    noted(log, 'uncaught exception')(error)
    end()
  })
}
