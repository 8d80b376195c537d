import type { Keyring } from '../../native/index.ts'

/** The part of the keyring that a transaction uses. */
export type TransactionKeyring = Pick<Keyring, 'current' | 'subscribe' | 'token' | 'createSoft'> & {
  readonly soft: Pick<Keyring['soft'], 'remove' | 'setAside'>
}
