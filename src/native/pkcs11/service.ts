import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { Look, Operations, SeenToken, SessionId } from '../abi.ts'
import type { CipherForm, SignatureForm } from '../drivers/schema.ts'
import type { KeyId, TokenId } from '../token.ts'
import { readCertificates, readKeys } from './content.ts'
import { factsOf, readTries } from './facts.ts'
import { importPair } from './import-pair.ts'
import {
  decryptSm2,
  generateSm2,
  type KeyPlace,
  type KeyUse,
  keysOf,
  mayAskAgain,
  type PrivateKey,
  privateKeyOf,
  removeKey,
  signDigest,
} from './keys.ts'
import type { P11, Slot } from './library.ts'
import {
  changePin,
  entered,
  leave,
  login,
  loginForUse,
  openWriting,
  unlock,
  verifyPin,
  withReading,
} from './login.ts'
import { CKA_DECRYPT, CKA_SIGN, CKO_PUBLIC_KEY } from './numbers.ts'
import { hexOf, type Place } from './objects.ts'
import { isGone, libraryWords } from './results.ts'
import { readSeats, type Seat } from './seats.ts'
import type { Setup } from './setup.ts'
import { dataOf, readSeals, removeCertificate, removeData, writeCertificate, writeData } from './store.ts'

type Content = Pick<SeenToken, 'certificates' | 'keys' | 'seals'>
type OpenSession = {
  readonly place: KeyPlace
  readonly seat: Seat
  readonly keys: Map<string, PrivateKey>
}

export type Service = {
  readonly operations: Operations
  /** Forgets what was read from these slots, because it is no longer in them. */
  readonly forget: (slots: ReadonlySet<string>) => void
}

/** Answers the questions of a token host with calls to the library. */
export const createService = (
  p11: P11,
  setup: Setup,
  saw: (slots: readonly Slot[]) => void = () => undefined,
): Service => {
  /** Reading certificates from a real key is slow, so the content of a slot is read once until it changes. */
  const contents = new Map<string, { readonly id: TokenId; readonly content: Content }>()
  const sessions = new Map<SessionId, OpenSession>()
  let lastSession = 0

  const contentOf = (seat: Seat, fresh: boolean): Content => {
    const slot = hexOf(seat.slot)
    const known = contents.get(slot)
    if (!fresh && known?.id === seat.id) return known.content
    let complete = true
    const onFailure = (): void => {
      complete = false
    }
    const content = withReading(p11, seat.slot, (place) => ({
      certificates: readCertificates(place, onFailure),
      keys: readKeys(place, seat.numbers, CKO_PUBLIC_KEY, onFailure),
      seals: readSeals(place),
    }))
    if (complete) contents.set(slot, { id: seat.id, content })
    else contents.delete(slot)
    return content
  }

  const lookAt = (seat: Seat, fresh: boolean): SeenToken | 'gone' | { readonly words: string } => {
    try {
      const content = contentOf(seat, fresh)
      const tries =
        setup.triesFrom.kind === 'flags'
          ? null
          : withReading(p11, seat.slot, (place) => readTries(place, setup))
      return { facts: factsOf(seat.id, seat.info, seat.mechanisms, seat.numbers, tries, setup), ...content }
    } catch (error) {
      // It was pulled out during the reading, or does not answer properly. The other tokens must still be seen.
      if (isGone(error)) return 'gone'
      return { words: libraryWords(error) }
    }
  }

  const look = (fresh: boolean): Look => {
    const { seats, unreadable, slots, gone } = readSeats(p11, setup)
    saw(slots)
    const seen = seats.map((seat) => lookAt(seat, fresh))
    const tokens = seen.flatMap((one) => (one === 'gone' || 'words' in one ? [] : [one]))
    return {
      tokens,
      unreadable: [
        ...unreadable,
        ...seen.flatMap((one) => (one !== 'gone' && 'words' in one ? [one.words] : [])),
      ],
      incomplete: gone || seats.some(({ slot }) => !contents.has(hexOf(slot))),
    }
  }

  const seatOf = (token: TokenId): Seat => {
    const seat = readSeats(p11, setup).seats.find(({ id }) => id === token)
    if (seat === undefined) throw new AssistantError('token-absent')
    return seat
  }

  const sessionOf = (id: SessionId): OpenSession => {
    const found = sessions.get(id)
    if (found === undefined) throw new AssistantError('token-removed')
    return found
  }

  const keyOf = ({ place, keys }: OpenSession, keyId: KeyId, use: KeyUse): PrivateKey => {
    const name = `${use} ${keyId}`
    const known = keys.get(name)
    if (known !== undefined) return known
    const key = privateKeyOf(place, keyId, use)
    keys.set(name, key)
    return key
  }

  /** The content of the slot is no longer what was read, and the library may reuse handles for other objects. */
  const changing = (id: SessionId): KeyPlace => {
    const { place, seat, keys } = sessionOf(id)
    contents.delete(hexOf(seat.slot))
    keys.clear()
    return place
  }

  /** Logs in. The PIN stays in the scope only if a key of the token may want it again. */
  const enter = (seat: Seat, place: Place, pin: string | null) => {
    login(place, seat, pin, setup)
    const pinKept = mayAskAgain(place)
    let kept = pinKept ? { pin } : null
    const takePin = () => {
      const taken = kept
      // An empty PIN would cost a try.
      if (taken === null) throw new AssistantError('pin-needed')
      return () => {
        // A refused PIN is never given again: another program may have changed it meanwhile.
        kept = null
        loginForUse(place, seat, taken.pin, setup)
        kept = taken
      }
    }
    return { pinKept, takePin }
  }

  const operations: Operations = {
    look,
    verifyPin: (token, pin) => verifyPin(p11, seatOf(token), pin, setup),
    changePin: (token, oldPin, newPin) => changePin(p11, seatOf(token), oldPin, newPin, setup),
    unlock: (token, secret, newPin) => unlock(p11, seatOf(token), secret, newPin, setup),
    open: (token, pin) => {
      const seat = seatOf(token)
      const place = openWriting(p11, seat.slot)
      const { pinKept, takePin } = entered(place, () => enter(seat, place, pin))
      lastSession += 1
      sessions.set(lastSession, {
        place: { ...place, numbers: seat.numbers, takePin },
        seat,
        keys: new Map(),
      })
      const signatureForm: SignatureForm = seat.numbers?.sign?.form ?? 'either'
      const cipherForm: CipherForm = seat.numbers?.decrypt?.form ?? 'asn1'
      return { session: lastSession, signatureForm, cipherForm, opens: 'ciphertexts', pinKept }
    },
    close: (id) => {
      const session = sessions.get(id)
      sessions.delete(id)
      if (session !== undefined) leave(session.place)
    },
    keys: (id) => keysOf(sessionOf(id).place),
    generate: (id, label) => generateSm2(changing(id), label),
    sign: (id, key, digest, scheme) => {
      const session = sessionOf(id)
      return signDigest(session.place, keyOf(session, key, CKA_SIGN), digest, scheme)
    },
    decrypt: (id, key, cipher) => {
      const session = sessionOf(id)
      return decryptSm2(session.place, keyOf(session, key, CKA_DECRYPT), cipher)
    },
    openEnvelope: () => {
      throw new AssistantError('token-lacks')
    },
    importPair: (id, wrapping, label, der, publicKey) =>
      importPair(changing(id), wrapping, label, { der, publicKey }),
    writeCertificate: (id, key, label, der, names) => writeCertificate(changing(id), key, label, der, names),
    certificates: (id) => readCertificates(sessionOf(id).place),
    removeKey: (id, key) => removeKey(changing(id), key),
    removeCertificate: (id, objectId) => removeCertificate(changing(id), objectId),
    data: (id) => dataOf(sessionOf(id).place),
    writeData: (id, label, value) => writeData(changing(id), label, value),
    removeData: (id, label) => removeData(changing(id), label),
    writeSeal: (id, label, value) => writeData(changing(id), label, value, 'anybody'),
    removeSeal: (id, label) => removeData(changing(id), label),
  }

  const forget = (slots: ReadonlySet<string>): void => {
    for (const slot of slots) contents.delete(slot)
  }

  return { operations, forget }
}
