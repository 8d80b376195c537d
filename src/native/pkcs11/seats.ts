import type { TokenId } from '../token.ts'
import { isNobody, tokenIdOf } from './facts.ts'
import type { P11, Slot, TokenInfo } from './library.ts'
import { confirmedNumbers } from './mechanisms.ts'
import { CKR } from './numbers.ts'
import { hexOf } from './objects.ts'
import { isGone, libraryWords, resultOf } from './results.ts'
import type { Setup, Sm2Numbers } from './setup.ts'

/** A token in its slot. */
export type Seat = {
  readonly id: TokenId
  readonly slot: Slot
  readonly info: TokenInfo
  readonly mechanisms: readonly number[]
  readonly numbers: Sm2Numbers | null
}

// A library that lists slots without end must not keep the host busy for ever.
const MOST_SLOTS = 256
const ATTEMPTS = 3

// A key that arrives between the count and the list makes the list longer than its buffer (PKCS#11 2.40, 5.5.1).
const slotList = (p11: P11, attempt = 1): readonly Slot[] => {
  try {
    return p11.C_GetSlotList(true)
  } catch (error) {
    if (resultOf(error) !== CKR.BUFFER_TOO_SMALL || attempt === ATTEMPTS) throw error
    return slotList(p11, attempt + 1)
  }
}

/** The slots that hold a token now. Each is listed once, even if the library names it several times. */
export const slotsWithToken = (p11: P11): readonly Slot[] => {
  const slots = slotList(p11).slice(0, MOST_SLOTS)
  return [...new Map(slots.map((slot) => [hexOf(slot), slot])).values()]
}

/** The slots as one text that can be compared. */
export const slotsText = (slots: readonly Slot[]): string => slots.map(hexOf).join(' ')

// Some libraries lack this one list. Their keys are still shown, with what they can do without it.
const mechanismsIn = (p11: P11, slot: Slot): readonly number[] => {
  try {
    return p11.C_GetMechanismList(slot)
  } catch (error) {
    if (resultOf(error) === CKR.FUNCTION_NOT_SUPPORTED) return []
    throw error
  }
}

/** A slot whose token does not answer properly, in the words of its library. */
type Unreadable = { readonly words: string }

const readSeat = (p11: P11, slot: Slot, setup: Setup): Omit<Seat, 'id'> | 'nobody' | 'gone' | Unreadable => {
  try {
    const info = p11.C_GetTokenInfo(slot)
    if (isNobody(info)) return 'nobody'
    const mechanisms = mechanismsIn(p11, slot)
    return { slot, info, mechanisms, numbers: confirmedNumbers(setup, mechanisms) }
  } catch (error) {
    // Pulled out between the list and the question, or not ready yet. The other tokens must still be seen.
    if (isGone(error)) return 'gone'
    return { words: libraryWords(error) }
  }
}

export type Seats = {
  readonly seats: readonly Seat[]
  readonly unreadable: readonly string[]
  /** The slots that were looked at. */
  readonly slots: readonly Slot[]
  /** One slot was empty when it was asked; its token may be back by now. */
  readonly gone: boolean
}

/** Every token that is present. If a maker gave two of them one serial number, their order tells them apart. */
export const readSeats = (p11: P11, setup: Setup): Seats => {
  const taken = new Map<TokenId, number>()
  const slots = slotsWithToken(p11)
  const found = slots.map((slot) => readSeat(p11, slot, setup))
  const seats = found.flatMap((seat) => {
    if (typeof seat === 'string' || 'words' in seat) return []
    const id = tokenIdOf(seat.info)
    const before = taken.get(id) ?? 0
    taken.set(id, before + 1)
    return [{ ...seat, id: before === 0 ? id : `${id}|${before + 1}` }]
  })
  const unreadable = found.flatMap((seat) =>
    typeof seat !== 'string' && 'words' in seat ? [seat.words] : [],
  )
  return { seats, unreadable, slots, gone: found.includes('gone') }
}
