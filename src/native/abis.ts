import type { DriverLibrary } from './drivers/schema.ts'

type AbiName = DriverLibrary['abi']

/** The ABIs that hosts speak. `openers.ts` must have a way to open each, or it does not compile. */
const spoken = ['pkcs11', 'skf'] as const satisfies readonly AbiName[]

export type SpokenAbi = (typeof spoken)[number]

/** Whether a host speaks this ABI. */
export const isSpoken = (abi: AbiName): abi is SpokenAbi => spoken.some((name) => name === abi)
