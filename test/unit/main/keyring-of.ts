import type { TransactionKeyring } from '../../../src/main/transactions/keyring.ts'
import type { NewSoftToken, PresentToken } from '../../../src/native/index.ts'
import type { KeyringState } from '../../../src/native/keyring/state.ts'
import { tokenAtHand } from './token-at-hand.ts'

const stateOf = (tokens: readonly PresentToken[], settled: boolean): KeyringState => ({
  ...{ settled, tokens },
  ...{ troubles: [], drivers: [], softTroubles: [] },
})

/** A keyring with these tokens. `log` tells what became of soft tokens. */
export const keyringOf = (tokens: readonly PresentToken[] = [], settled = true) => {
  const log: string[] = []
  const listeners = new Set<(state: KeyringState) => void>()
  let state = stateOf(tokens, settled)
  const show = (now: readonly PresentToken[], isSettled = true): void => {
    state = stateOf(now, isSettled)
    for (const listener of [...listeners]) listener(state)
  }
  const createSoft = async ({ label, pin }: NewSoftToken) => {
    log.push(`create ${label} under ${pin.reveal()}`)
    const { present } = tokenAtHand({ facts: { id: 'soft-made', kind: 'soft', label } })
    show([...state.tokens, present])
    return present.token
  }
  const keyring: TransactionKeyring = {
    current: () => state,
    token: (id) => state.tokens.find(({ facts }) => facts.id === id)?.token,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    createSoft,
    soft: {
      remove: async (id) => {
        log.push(`remove ${id}`)
        show(state.tokens.filter(({ facts }) => facts.id !== id))
      },
      setAside: async (id) => void log.push(`set aside ${id}`),
    },
  }
  return { keyring, show, log, listeners }
}
