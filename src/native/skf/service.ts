import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { Operations, SessionId } from '../abi.ts'
import type { TokenId } from '../token.ts'
import { Connections, closeApplication, logOut, openApplication, type Place } from './connections.ts'
import { closeContainer, readContent } from './containers.ts'
import { decryptSm2, openEnvelope } from './decryption.ts'
import { deviceNames, readInfo } from './devices.ts'
import { decryptions, deviceIdOf } from './facts.ts'
import { dataOf, removeData, writeData } from './files.ts'
import { importPair, writeCertificate } from './import-pair.ts'
import { generateSm2, type KeyPlace, keysOf, removeKey, signDigest } from './keys.ts'
import type { Library } from './library.ts'
import type { Name } from './names.ts'
import { changePin, login, unlock } from './pins.ts'
import type { Setup } from './setup.ts'
import { type Seat, Sights } from './sight.ts'

export type Service = {
  readonly operations: Operations
  /** Forgets what was read from these devices, because something happened to them. */
  readonly forget: (devices: Iterable<string>) => void
}

/** Answers the questions of a token host with calls to the library. */
export const createService = (
  library: Library,
  setup: Setup,
  saw: (names: readonly Name[]) => void = () => undefined,
): Service => {
  const connections = new Connections(library)
  const sights = new Sights(library, setup, connections)
  const sessions = new Map<SessionId, KeyPlace>()
  let lastSession = 0

  const lookNow = (fresh: boolean) => {
    const names = deviceNames(library)
    saw(names)
    return sights.look(names, fresh)
  }

  const seatOf = async (token: TokenId): Promise<Seat> => {
    const known = sights.seatOf(token)
    if (known !== undefined && deviceNames(library).some((name) => name.equals(known.name))) return known
    await lookNow(false)
    const seat = sights.seatOf(token)
    if (seat === undefined) throw new AssistantError('token-absent')
    return seat
  }

  /** Opens the application of a token. Another device may have come in its place. */
  const enter = async (token: TokenId): Promise<Place> => {
    const seat = await seatOf(token)
    const connection = await connections.take(seat.name)
    try {
      if (deviceIdOf(readInfo(connection)) !== seat.deviceId) throw new AssistantError('token-absent')
      return openApplication(connection, seat.application)
    } catch (error) {
      connections.release(connection)
      throw error
    }
  }

  const leave = (place: Place): void => {
    try {
      logOut(place)
      closeApplication(place)
    } finally {
      connections.release(place)
    }
  }

  const scoped = async (token: TokenId, work: (place: Place) => void): Promise<void> => {
    const place = await enter(token)
    try {
      work(place)
    } finally {
      leave(place)
    }
  }

  const sessionOf = (id: SessionId): KeyPlace => {
    const found = sessions.get(id)
    if (found === undefined) throw new AssistantError('token-removed')
    return found
  }

  /** What is on the device is no longer what was read. */
  const changing = (id: SessionId): KeyPlace => {
    const place = sessionOf(id)
    sights.forget([place.name.toString('hex')])
    return place
  }

  const { pinRule } = setup
  const opens = decryptions.some((name) => library.has(name)) ? 'ciphertexts' : 'envelopes'

  const operations: Operations = {
    look: lookNow,
    verifyPin: (token, pin) => scoped(token, (place) => login(place, pin, pinRule)),
    changePin: (token, oldPin, newPin) => scoped(token, (place) => changePin(place, oldPin, newPin, pinRule)),
    unlock: (token, secret, newPin) => scoped(token, (place) => unlock(place, secret, newPin, pinRule)),
    open: async (token, pin) => {
      const place = await enter(token)
      try {
        login(place, pin, pinRule)
      } catch (error) {
        leave(place)
        throw error
      }
      lastSession += 1
      sessions.set(lastSession, { ...place, containers: new Map(), leaving: new Set() })
      return { session: lastSession, signatureForm: 'raw', cipherForm: 'asn1', opens, pinKept: false }
    },
    close: (id) => {
      const place = sessions.get(id)
      sessions.delete(id)
      if (place === undefined) return
      for (const container of place.containers.values()) closeContainer(place, container)
      leave(place)
    },
    keys: (id) => keysOf(sessionOf(id)),
    generate: (id, label) => generateSm2(changing(id), label),
    sign: (id, key, digest, scheme) => signDigest(sessionOf(id), key, digest, scheme),
    decrypt: (id, key, cipher) => decryptSm2(sessionOf(id), key, cipher),
    openEnvelope: (id, key, envelope) => openEnvelope(sessionOf(id), key, envelope),
    importPair: (id, wrapping, label, der, publicKey) =>
      importPair(changing(id), wrapping, label, der, publicKey),
    writeCertificate: (id, key, label, der) => writeCertificate(changing(id), key, label, der),
    certificates: (id) => [...certificatesOf(sessionOf(id))],
    removeKey: (id, key) => removeKey(changing(id), key),
    removeCertificate: (id, objectId) => {
      // SKF has no function for this: a certificate goes with its container.
      if (certificatesOf(sessionOf(id)).some((one) => one.objectId === objectId))
        throw new AssistantError('token-lacks')
    },
    data: (id) => dataOf(sessionOf(id)),
    writeData: (id, label, value) => writeData(sessionOf(id), label, value),
    removeData: (id, label) => removeData(sessionOf(id), label),
    writeSeal: (id, label, value) => writeData(changing(id), label, value, 'anybody'),
    removeSeal: (id, label) => removeData(changing(id), label),
  }

  return { operations, forget: (devices) => sights.forget(devices) }
}

const certificatesOf = (place: Place) =>
  readContent(place, (error) => {
    throw error
  }).certificates
