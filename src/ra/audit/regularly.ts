import { MINUTE, SECOND } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import { chainAudit } from './desk.ts'

/** How soon a line is chained, and how long it rests after that went wrong. */
const PAUSE = SECOND
const REST = MINUTE / 2

/** Chains the audit log every second, and once more at the end. */
export function chainRegularly(
  store: Parameters<typeof chainAudit>[0],
  signer: Parameters<typeof chainAudit>[1],
  log: (line: string) => void,
): { readonly stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  let isOpen = true
  const chain = (): Promise<number> =>
    chainAudit(store, signer).then(
      () => PAUSE,
      (error: unknown) => {
        // A database that is away has been told of already.
        if (!(error instanceof Refusal)) log(`fault: the audit log was not chained: ${String(error)}`)
        return REST
      },
    )
  const later = (pause: number) => {
    timer = setTimeout(() => {
      running = chain().then((next) => {
        if (isOpen) later(next)
      })
    }, pause).unref()
  }
  later(PAUSE)
  return {
    stop: async () => {
      isOpen = false
      clearTimeout(timer)
      await running
      await chain()
    },
  }
}
