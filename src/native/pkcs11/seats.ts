import type { HostSetup, Sm2Numbers } from '../host/setup.ts'
import type { TokenId } from '../token.ts'
import { isNobody, tokenIdOf } from './facts.ts'
import type { Handle, P11, TokenInfo } from './library.ts'
import { confirmedNumbers } from './mechanisms.ts'
import { hexOf } from './objects.ts'
import { isGone, resultOf } from './results.ts'

/** A token in its slot. */
export type Seat = {
  readonly id: TokenId
  readonly slot: Handle
  readonly info: TokenInfo
  readonly mechanisms: readonly number[]
  readonly numbers: Sm2Numbers | null
}

/** Slots that hold a token now, as one comparable text. */
export const slotsNow = (p11: P11): string => p11.C_GetSlotList(true).map(hexOf).join(' ')

const readSeat = (p11: P11, slot: Handle, setup: HostSetup): Omit<Seat, 'id'> | 'nobody' | 'unreadable' => {
  try {
    const info = p11.C_GetTokenInfo(slot)
    if (isNobody(info)) return 'nobody'
    const mechanisms = p11.C_GetMechanismList(slot)
    return { slot, info, mechanisms, numbers: confirmedNumbers(setup, mechanisms) }
  } catch (error) {
    // Pulled out between the list and the question, or not awake yet: the others are to be seen all the same.
    if (isGone(error)) return 'nobody'
    if (resultOf(error) !== null) return 'unreadable'
    throw error
  }
}

export type Seats = { readonly seats: readonly Seat[]; readonly unreadable: number }

/** Every token that is present; two that a maker gave one serial number are told apart by their order. */
export const readSeats = (p11: P11, setup: HostSetup): Seats => {
  const taken = new Map<TokenId, number>()
  const found = p11.C_GetSlotList(true).map((slot) => readSeat(p11, slot, setup))
  const seats = found.flatMap((seat) => {
    if (typeof seat === 'string') return []
    const id = tokenIdOf(seat.info)
    const before = taken.get(id) ?? 0
    taken.set(id, before + 1)
    return [{ ...seat, id: before === 0 ? id : `${id}|${before + 1}` }]
  })
  return { seats, unreadable: found.filter((seat) => seat === 'unreadable').length }
}
