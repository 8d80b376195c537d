import { randomBytes } from 'node:crypto'
import pkcs11js from 'pkcs11js'
import { readUkey, ukeyLibrary } from './ukey.ts'

const attempt = (work: () => void): number => {
  try {
    work()
    return pkcs11js.CKR_OK
  } catch (error) {
    if (error instanceof pkcs11js.Pkcs11Error) return error.code
    throw error
  }
}

/**
 * Locks a plugged key's PIN the way it happens in real life: with wrong tries through the library until it says
 * locked. Loads the library into this process, which must not have it open already.
 */
export const lockUkey = (home: string, id: string, who: 'user' | 'so' = 'user'): void => {
  const { facts, plugged } = readUkey(home, id)
  if (facts === null || !plugged) throw new Error(`plug ${id} in first`)
  process.env.VIRTUAL_UKEY_HOME = home
  const library = new pkcs11js.PKCS11()
  library.load(ukeyLibrary())
  library.C_Initialize()
  try {
    const slot = library.C_GetSlotList(true).find((handle) => handle.readUInt8(0) === facts.slot)
    if (slot === undefined) throw new Error(`the library does not show ${id}`)
    const session = library.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION)
    const user = who === 'so' ? pkcs11js.CKU_SO : pkcs11js.CKU_USER
    const wrong = randomBytes(8).toString('hex')
    while (attempt(() => library.C_Login(session, user, wrong)) === pkcs11js.CKR_PIN_INCORRECT);
  } finally {
    library.C_Finalize()
    library.close()
  }
}
