import type { Clock } from '../clock.ts'
import type { DeviceKey } from '../records.ts'
import { type Guess, tryRefusal } from '../rules/tries.ts'
import type { Store } from '../store/store.ts'
import { networkOf } from './network.ts'

/** Who answers: from where, on which device, and whether a captcha was solved for it. */
export type Answerer = {
  readonly address: string
  readonly device: DeviceKey | null
  readonly captcha: boolean
}

/** Counts wrong answers under a name, by network address and for the owner's devices: `rules/tries.ts` says how. */
export type TriesDesk = {
  /** Throws when the answer would not be looked at: the name is paused, or a captcha is wanted first. */
  readonly requireOpen: (name: string, by: Answerer) => Promise<void>
  /** Counts a wrong answer; tells how many are left before the next pause. */
  readonly wrong: (name: string, by: Answerer) => Promise<number>
  /** Clears the name; throws when wrong answers given at the same time have closed it. */
  readonly right: (name: string, by: Answerer) => Promise<void>
}

export function triesDesk(store: Store, clock: Clock): TriesDesk {
  const guess = (name: string, { address, device, captcha }: Answerer): Guess => ({
    name,
    network: networkOf(address),
    device,
    captcha,
    now: clock(),
  })
  return {
    requireOpen: async (name, by) => {
      const asked = guess(name, by)
      const refusal = tryRefusal(await store.tries(asked), asked)
      if (refusal !== null) throw refusal
    },
    wrong: (name, by) => store.countWrong(guess(name, by)),
    right: (name, by) => store.acceptRight(guess(name, by)),
  }
}
