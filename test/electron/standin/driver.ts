// Lets the test reach into this process, as Playwright's electronApplication.evaluate does in a real Electron.
import type { StandinElectron } from './electron.ts'

export type Order = { readonly order: number; readonly source: string; readonly argument: unknown }
export type Answer =
  | { readonly order: number; readonly value: unknown }
  | { readonly order: number; readonly error: string }

const isOrder = (message: unknown): message is Order =>
  typeof message === 'object' && message !== null && 'order' in message && 'source' in message

const answer = (message: Answer): void => void process.send?.(message)

/** Runs functions that the test sends, with the stand-in's module and one argument. */
export const obeyTest = (electron: StandinElectron): void => {
  process.on('message', async (message) => {
    if (!isOrder(message)) return
    const { order, source, argument } = message
    try {
      // biome-ignore lint/security/noGlobalEval: the test sends functions as text, there is no other way in
      const value: unknown = await globalThis.eval(`(${source})`)(electron, argument)
      answer({ order, value: value ?? null })
    } catch (error) {
      answer({ order, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
}
