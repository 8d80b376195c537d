import { fieldOf } from '../library-text.ts'
import type { P11, Slot } from './library.ts'
import { hexOf } from './objects.ts'
import { slotsText, slotsWithToken } from './seats.ts'

const CKF_DONT_BLOCK = 1
// If there are more events than slots, the library does not take them off its list.
const MOST_EVENTS = 64

// Questions that are slow on a real key, or idle while events work, come every 2 s at a poll of 400 ms.
const SLOW_POLLS = 5

const orWords = (read: () => string): string => {
  try {
    return read()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Notices what comes and goes, with the two cheapest questions that a library understands. */
export class SlotWatch {
  readonly #p11: P11
  #known: string
  #hasEvents: boolean
  /** As long as every change has come with an event, the list is compared only now and then. */
  #eventsTell = true
  #polls = 0
  #serials = ''

  constructor(p11: P11, slotEvents = true) {
    this.#p11 = p11
    this.#hasEvents = slotEvents
    this.#known = this.#slots()
  }

  /** The last look found a slot empty that had held a token. */
  emptied = false

  /**
   * The application itself looked and saw these slots, so the next look is compared with them. Otherwise a key that
   * was away only during that look would stay away.
   */
  saw(slots: readonly Slot[]): void {
    this.#known = slotsText(slots)
  }

  /** Slots in which something happened since the last look. An event for a slot that looks the same means a swap. */
  changes(): ReadonlySet<string> {
    const changed = new Set(this.#events())
    this.emptied = false
    const silent = changed.size === 0
    if (silent && this.#hasEvents && this.#eventsTell && ++this.#polls % SLOW_POLLS !== 0) return changed
    const now = this.#slots()
    if (now !== this.#known) {
      if (silent) this.#eventsTell = false
      const [before, after] = [this.#known, now].map((text) => new Set(text === '' ? [] : text.split(' ')))
      const left = [...(before ?? [])].filter((slot) => !after?.has(slot))
      this.emptied = left.length > 0
      for (const slot of left) changed.add(slot)
      for (const slot of after ?? []) if (!before?.has(slot)) changed.add(slot)
    }
    this.#known = now
    if (!this.#hasEvents && this.#polls++ % SLOW_POLLS === 0 && this.#swapped()) {
      for (const slot of now.split(' ')) changed.add(slot)
    }
    return changed
  }

  /** Without slot events, only the serial number reveals another key in the same slot. */
  #swapped(): boolean {
    const before = this.#serials
    this.#serials = this.#readSerials()
    return this.#polls > 1 && this.#serials !== before
  }

  // Asks one slot at a time: some libraries list empty slots too, and those must not hide the tokens in the others.
  #readSerials(): string {
    const serialIn = (slot: Slot) => fieldOf(this.#p11.C_GetTokenInfo(slot).serialNumber)
    return orWords(() =>
      slotsWithToken(this.#p11)
        .map((slot) => orWords(() => serialIn(slot)))
        .join(),
    )
  }

  // The application asks next and then learns what is wrong.
  #slots(): string {
    return orWords(() => slotsText(slotsWithToken(this.#p11)))
  }

  // If a key is pulled out and another put in between two polls, the list of slots stays the same.
  #events(): readonly string[] {
    const events: string[] = []
    while (this.#hasEvents && events.length < MOST_EVENTS) {
      const slot = this.#event()
      if (slot === null) break
      events.push(slot)
    }
    return events
  }

  #event(): string | null {
    try {
      const slot = this.#p11.C_WaitForSlotEvent(CKF_DONT_BLOCK)
      return slot === null ? null : hexOf(slot)
    } catch {
      // Many libraries lack this call; then only the list of slots remains.
      this.#hasEvents = false
      return null
    }
  }
}
