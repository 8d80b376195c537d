import type { OpenCell } from './abi.ts'
import type { DriverLibrary } from './drivers/schema.ts'

type AbiName = DriverLibrary['abi']

/** How each ABI is opened; a host loads the one that its library speaks, and no other. */
const openers: Readonly<Partial<Record<AbiName, () => Promise<OpenCell>>>> = {
  pkcs11: async () => (await import('./pkcs11/open.ts')).openPkcs11,
}

/** Whether libraries of this ABI can be opened at all. */
export const isOpenable = (abi: AbiName): boolean => openers[abi] !== undefined

/** The way to open libraries of an ABI. */
export const openerOf = async (abi: AbiName): Promise<OpenCell> => {
  const opener = openers[abi]
  if (opener === undefined) throw new Error(`no host opens libraries of the ABI ${abi}`)
  return opener()
}
