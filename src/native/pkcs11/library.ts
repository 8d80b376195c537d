import pkcs11js from 'pkcs11js'
import { LibraryRefuses } from '../abi.ts'
import { CKF_OS_LOCKING_OK, CKR } from './numbers.ts'
import { libraryWords, resultOf } from './results.ts'

export type P11 = pkcs11js.PKCS11
export type Handle = Buffer
export type TokenInfo = pkcs11js.TokenInfo

/** Loads and initialises a PKCS#11 library; the system's own words if it cannot be loaded. */
export const openLibrary = (path: string, parameters: string | null): P11 => {
  const p11 = new pkcs11js.PKCS11()
  p11.load(path)
  try {
    initialise(p11, parameters)
  } catch (error) {
    throw new LibraryRefuses(`C_Initialize: ${libraryWords(error)}`)
  }
  return p11
}

// The binding leaves out the last character of the text.
const argumentsOf = (parameters: string | null) =>
  parameters === null ? {} : { libraryParameters: `${parameters} ` }

const initialise = (p11: P11, parameters: string | null): void => {
  try {
    p11.C_Initialize({ flags: CKF_OS_LOCKING_OK, ...argumentsOf(parameters) })
  } catch (error) {
    const result = resultOf(error)
    if (result === CKR.CRYPTOKI_ALREADY_INITIALIZED) return
    // Old libraries know no locking; with one call at a time none is needed.
    if (parameters !== null || (result !== CKR.CANT_LOCK && result !== CKR.ARGUMENTS_BAD)) throw error
    p11.C_Initialize()
  }
}
