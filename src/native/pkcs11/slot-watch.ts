import type { P11, Slot } from './library.ts'
import { hexOf } from './objects.ts'
import { slotsText, slotsWithToken } from './seats.ts'
import { fieldOf } from './text.ts'

const CKF_DONT_BLOCK = 1
// More events than slots means that the library does not take them off its list.
const MOST_EVENTS = 64

// What is dear on a real key, or idle where events are told, is done once in two seconds at a poll of 400 ms.
const SLOW_POLLS = 5

const orWords = (read: () => string): string => {
  try {
    return read()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Notices what comes and goes, with the two cheapest questions a library can be asked. */
export class SlotWatch {
  readonly #p11: P11
  #known: string
  #hasEvents: boolean
  /** Until a change comes without an event the list is compared only now and then. */
  #eventsTell = true
  #polls = 0
  #serials = ''

  constructor(p11: P11, slotEvents = true) {
    this.#p11 = p11
    this.#hasEvents = slotEvents
    this.#known = this.#slots()
  }

  /** At the last look a slot was found empty that held a token before. */
  emptied = false

  /**
   * The application looked by itself and saw these. What comes next is a change against that: a key that was away for
   * that look alone would otherwise stay away.
   */
  saw(slots: readonly Slot[]): void {
    this.#known = slotsText(slots)
  }

  /** Slots in which something happened since the last time; an event for a slot that looks the same is a swap. */
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

  /** Without slot events another key in the same slot only shows in its serial number. */
  #swapped(): boolean {
    const before = this.#serials
    this.#serials = this.#readSerials()
    return this.#polls > 1 && this.#serials !== before
  }

  // Asked one by one: some libraries list slots without a token too, and those are not to hide what is in the others.
  #readSerials(): string {
    const serialIn = (slot: Slot) => fieldOf(this.#p11.C_GetTokenInfo(slot).serialNumber)
    return orWords(() =>
      slotsWithToken(this.#p11)
        .map((slot) => orWords(() => serialIn(slot)))
        .join(),
    )
  }

  // The application asks next and is told then what is wrong.
  #slots(): string {
    return orWords(() => slotsText(slotsWithToken(this.#p11)))
  }

  // A key pulled out and another put in between two polls leaves the list of slots as it was.
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
      // Many libraries have no such call: then the list of slots is all there is.
      this.#hasEvents = false
      return null
    }
  }
}
