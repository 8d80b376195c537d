import type { OpenCell } from './abi.ts'
import type { SpokenAbi } from './abis.ts'
import { openPkcs11 } from './pkcs11/open.ts'

/**
 * How each ABI is opened, for hosts alone. What most libraries speak is part of every host, which is ready sooner so;
 * another ABI is to be imported when it is asked for, that its binding does not burden the others.
 */
export const openers: Readonly<Record<SpokenAbi, () => OpenCell | Promise<OpenCell>>> = {
  pkcs11: () => openPkcs11,
}
