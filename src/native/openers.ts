import type { OpenCell } from './abi.ts'
import type { SpokenAbi } from './abis.ts'
import { openPkcs11 } from './pkcs11/open.ts'

/**
 * How to open each ABI; only hosts use this. Every host includes PKCS#11, because most libraries speak it and a host
 * then starts sooner. Import any other ABI on demand, so that its binding does not slow down the others.
 */
export const openers: Readonly<Record<SpokenAbi, () => OpenCell | Promise<OpenCell>>> = {
  pkcs11: () => openPkcs11,
  skf: async () => (await import('./skf/open.ts')).openSkf,
}
