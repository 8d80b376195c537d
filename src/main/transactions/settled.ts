import type { TransactionKeyring } from './keyring.ts'

/** Resolves after the first look for tokens. Before that nobody knows whether a token is missing. */
export const settled = (keyring: Pick<TransactionKeyring, 'current' | 'subscribe'>): Promise<void> =>
  new Promise((resolve) => {
    if (keyring.current().settled) return resolve()
    const leave = keyring.subscribe((state) => {
      if (!state.settled) return
      leave()
      resolve()
    })
  })
