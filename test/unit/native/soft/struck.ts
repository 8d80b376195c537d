import { fork } from 'node:child_process'
import { join } from 'node:path'

export type Struck = {
  readonly at: number
  /** 'right', the code of the refusal, or 'killed'. */
  readonly outcome: string
  readonly touches: number
  readonly triesLeft: number
}

export type Blow = {
  readonly folder: string
  readonly business: 'verify' | 'change'
  readonly pins: readonly string[]
  readonly blow: 'kill' | 'full'
  /** A PIN that is given before each business, on a sound disk. */
  readonly before: string | null
  /** The first and the last disk operation that is struck, counted from 1; 0 means none. */
  readonly from: number
  readonly to: number
}

/** A business in its own process, once for each disk operation that is struck. A killed one tells nothing. */
export const strike = (blow: Blow): Promise<readonly Struck[]> => {
  const child = fork(join(import.meta.dirname, 'struck-holder.ts'), [JSON.stringify(blow)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return new Promise((resolve) => {
    let told: readonly Struck[] = []
    child.on('message', (message: readonly Struck[]) => {
      told = message
    })
    child.once('close', () => resolve(told))
  })
}
