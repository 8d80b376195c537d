import type { TransactionKeyring } from './keyring.ts'

/** Over when the first look for tokens is: before that "not there" is not known. */
export const settled = (keyring: Pick<TransactionKeyring, 'current' | 'subscribe'>): Promise<void> =>
  new Promise((resolve) => {
    if (keyring.current().settled) return resolve()
    const leave = keyring.subscribe((state) => {
      if (!state.settled) return
      leave()
      resolve()
    })
  })
