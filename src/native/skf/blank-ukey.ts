import { type Connection, closeApplication } from './connections.ts'
import { applicationsOf, readInfo } from './devices.ts'
import { handleValue } from './handles.ts'
import { terminated } from './names.ts'
import { SECURE_USER_ACCOUNT } from './numbers.ts'
import { quietly } from './results.ts'

// How a blank Ukey gets its application. Only who has the device key can do it, and only at a command line: no page
// ever asks for that key.

export type BlankWish = {
  readonly application: string
  readonly adminPin: string
  readonly userPin: string
  readonly adminTries: number
  readonly userTries: number
}

/** The device is not blank, or lacks a function. Nothing was changed. */
export class NotBlank extends Error {}

const CHALLENGE = 8
const BLOCK = 16

/** The device encrypts the challenge itself, so that any algorithm that it reports will do. */
const answerTo = ({ library, device }: Connection, algorithm: number, key: Buffer): Buffer => {
  const random = Buffer.alloc(BLOCK)
  library.call('SKF_GenRandom', handleValue(device, 'device'), random, CHALLENGE)
  const cipher = library.open('key', 'SKF_SetSymmKey', handleValue(device, 'device'), key, algorithm)
  try {
    const noParameters = { IV: new Uint8Array(32), IVLen: 0, PaddingType: 0, FeedBitLen: 0 }
    library.call('SKF_EncryptInit', handleValue(cipher, 'key'), noParameters)
    return library.read('SKF_Encrypt', [handleValue(cipher, 'key'), random, BLOCK]).subarray(0, BLOCK)
  } finally {
    quietly(() => library.close('SKF_CloseHandle', cipher))
  }
}

/** Proves to the device that this is its issuer (GM/T 0016, SKF_DevAuth). */
export const authenticate = (connection: Connection, deviceKey: Uint8Array): void => {
  const { library, device } = connection
  const key = Buffer.from(deviceKey)
  try {
    const answer = answerTo(connection, readInfo(connection).devAuthAlgId, key)
    library.call('SKF_DevAuth', handleValue(device, 'device'), answer, answer.length)
  } finally {
    key.fill(0)
  }
}

/** Makes the one application of a blank device. A device that has one already is left as it is. */
export const prepareBlank = (connection: Connection, deviceKey: Uint8Array, wish: BlankWish): void => {
  const { library, device } = connection
  const { names } = applicationsOf(connection, { applications: [] })
  if (names.length > 0) throw new NotBlank(`the device has an application: ${names.join(', ')}`)
  authenticate(connection, deviceKey)
  const [admin, user] = [terminated(wish.adminPin), terminated(wish.userPin)]
  try {
    const application = library.open(
      'application',
      'SKF_CreateApplication',
      handleValue(device, 'device'),
      terminated(wish.application),
      ...[admin, wish.adminTries],
      ...[user, wish.userTries],
      SECURE_USER_ACCOUNT,
    )
    closeApplication({ ...connection, application })
  } finally {
    for (const pin of [admin, user]) pin.fill(0)
  }
}
