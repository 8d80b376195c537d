import type { OpenCell } from './abi.ts'
import type { SpokenAbi } from './abis.ts'

/**
 * How to open each ABI; only hosts use this. Each is imported on demand: where the binding of one cannot be loaded, the
 * host of the other still starts, and the reason is told.
 */
export const openers: Readonly<Record<SpokenAbi, () => Promise<OpenCell>>> = {
  pkcs11: async () => (await import('./pkcs11/open.ts')).openPkcs11,
  skf: async () => (await import('./skf/open.ts')).openSkf,
}
