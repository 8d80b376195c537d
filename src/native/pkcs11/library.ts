import pkcs11js from 'pkcs11js'
import { LibraryRefuses } from '../abi.ts'
import { CKF_OS_LOCKING_OK, CKR } from './numbers.ts'
import { libraryWords, resultOf } from './results.ts'

/**
 * To the binding all handles are bytes, and a library that gets the wrong kind may crash. These types keep the kinds
 * apart.
 */
type Kind<Name extends string> = Buffer & { readonly kind: Name }
export type Slot = Kind<'slot'>
export type Session = Kind<'session'>
export type ObjectHandle = Kind<'object'>
export type TokenInfo = pkcs11js.TokenInfo

type Mechanism = pkcs11js.Mechanism
type Template = pkcs11js.Template
type Values = ReturnType<pkcs11js.PKCS11['C_GetAttributeValue']>
type Pair = { readonly publicKey: ObjectHandle; readonly privateKey: ObjectHandle }

/** The part of PKCS#11 that is used here. */
export type P11 = {
  C_GetSlotList(present: boolean): Slot[]
  C_GetTokenInfo(slot: Slot): TokenInfo
  C_GetMechanismList(slot: Slot): number[]
  C_WaitForSlotEvent(flags: number): Slot | null
  C_OpenSession(slot: Slot, flags: number): Session
  C_CloseSession(session: Session): void
  C_GetSessionInfo(session: Session): pkcs11js.SessionInfo
  C_Login(session: Session, user: number, pin: string): void
  C_Logout(session: Session): void
  C_SetPIN(session: Session, before: string, after: string): void
  C_InitPIN(session: Session, pin: string): void
  C_FindObjectsInit(session: Session, template: Template): void
  C_FindObjects(session: Session, most: number): ObjectHandle[]
  C_FindObjectsFinal(session: Session): void
  C_GetAttributeValue(session: Session, object: ObjectHandle, template: Template): Values
  C_CreateObject(session: Session, template: Template): ObjectHandle
  C_DestroyObject(session: Session, object: ObjectHandle): void
  C_GenerateKeyPair(session: Session, mechanism: Mechanism, forPublic: Template, forPrivate: Template): Pair
  C_SignInit(session: Session, mechanism: Mechanism, key: ObjectHandle): void
  C_Sign(session: Session, data: Buffer, room: Buffer): Buffer
  C_DecryptInit(session: Session, mechanism: Mechanism, key: ObjectHandle): void
  C_Decrypt(session: Session, data: Buffer, room: Buffer): Buffer
  C_UnwrapKey(
    session: Session,
    mechanism: Mechanism,
    wrapping: ObjectHandle,
    wrapped: Buffer,
    template: Template,
  ): ObjectHandle
}

/** Loads and initialises a PKCS#11 library. Throws the system's own words if it cannot be loaded. */
export const openLibrary = (path: string, parameters: string | null): P11 => {
  const p11 = new pkcs11js.PKCS11()
  p11.load(path)
  try {
    initialise(p11, parameters)
  } catch (error) {
    throw new LibraryRefuses(`C_Initialize: ${libraryWords(error)}`)
  }
  // The binding returns every handle as it was made, so a handle has the kind of the call that made it.
  return p11 as unknown as P11
}

// The binding drops the last character of the text.
const argumentsOf = (parameters: string | null) =>
  parameters === null ? {} : { libraryParameters: `${parameters} ` }

const initialise = (p11: pkcs11js.PKCS11, parameters: string | null): void => {
  try {
    p11.C_Initialize({ flags: CKF_OS_LOCKING_OK, ...argumentsOf(parameters) })
  } catch (error) {
    const result = resultOf(error)
    if (result === CKR.CRYPTOKI_ALREADY_INITIALIZED) return
    // Old libraries do not support locking; with one call at a time none is needed.
    if (parameters !== null || (result !== CKR.CANT_LOCK && result !== CKR.ARGUMENTS_BAD)) throw error
    p11.C_Initialize()
  }
}
