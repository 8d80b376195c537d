import type { Fork } from '../../../../src/native/index.ts'

/** A process that opens .pfx files and has this answer for each. */
export const pfxFork =
  (answer: unknown): Fork =>
  () => {
    let hear: (message: unknown) => void = () => {}
    const exits: (() => void)[] = []
    const left = () => {
      for (const one of exits) one()
    }
    return {
      pid: 1,
      send: () => hear(answer),
      kill: () => left(),
      onMessage: (listener) => {
        hear = listener
      },
      onExit: (listener) => void exits.push(() => listener(0)),
    }
  }
