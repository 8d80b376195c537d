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
  /** A PIN given before each, on a sound disk. */
  readonly before: string | null
  /** The first and the last touch of the disk that is struck, from 1; 0: none. */
  readonly from: number
  readonly to: number
}

/** A business in a process of its own, once for each touch of the disk that is struck; a killed one tells nothing. */
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
