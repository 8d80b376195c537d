import { describe, expect, it } from 'vitest'
import type { P11, Slot } from '../../../src/native/pkcs11/library.ts'
import { SlotWatch } from '../../../src/native/pkcs11/slot-watch.ts'

/** Stands in for a library: slots by number, each with the serial number of its token. */
const library = (events: boolean) => {
  const slots = new Map<number, string>()
  const pending: number[] = []
  const handle = (slot: number) => Buffer.of(slot)
  let broken = false
  const list = () => {
    if (broken) throw new Error('CKR_GENERAL_ERROR:5')
    return [...slots.keys()].sort().map(handle)
  }
  const info = (slot: Buffer) => ({ serialNumber: slots.get(slot[0] ?? -1) ?? '' })
  const event = () => {
    if (!events) throw new Error('CKR_FUNCTION_NOT_SUPPORTED:84')
    const slot = pending.shift()
    return slot === undefined ? null : handle(slot)
  }
  const p11 = { C_GetSlotList: list, C_GetTokenInfo: info, C_WaitForSlotEvent: event }
  const put = (slot: number, serial: string | null): void => {
    if (serial === null) slots.delete(slot)
    else slots.set(slot, serial)
    pending.push(slot)
  }
  const fail = (now: boolean): void => {
    broken = now
  }
  return { p11: p11 as unknown as P11, put, fail }
}

const nothingHappened = () => null
const allSlots = () => [Buffer.of(0), Buffer.of(1)]

const seen = (watch: SlotWatch): readonly string[] => [...watch.changes()].sort()

describe.each([true, false])('a watch over slots (slot events: %s)', (events) => {
  it('notices what comes and goes, once', () => {
    const { p11, put } = library(events)
    const watch = new SlotWatch(p11)
    put(1, 'A')
    put(2, 'B')
    expect(seen(watch)).toEqual(['01', '02'])
    expect(seen(watch)).toEqual([])
    put(1, null)
    expect(seen(watch)).toEqual(['01'])
  })

  it('notices a key that was swapped for another in the same slot', () => {
    const { p11, put } = library(events)
    put(1, 'A')
    const watch = new SlotWatch(p11)
    for (let n = 0; n < 8; n++) watch.changes()
    put(1, 'B')
    const polls = Array.from({ length: 9 }, () => seen(watch)).filter((changed) => changed.length > 0)
    expect(polls).toEqual([['01']])
  })

  it('tells an emptied slot from one whose key is back', () => {
    const { p11, put } = library(events)
    put(1, 'A')
    const watch = new SlotWatch(p11)
    seen(watch)
    put(1, null)
    seen(watch)
    expect(watch.emptied).toBe(true)
    put(1, 'A')
    seen(watch)
    expect(watch.emptied).toBe(false)
  })

  it('reports it as a change when a library refuses to answer, and when it recovers', () => {
    const { p11, put, fail } = library(events)
    put(1, 'A')
    const watch = new SlotWatch(p11)
    watch.changes()
    fail(true)
    const polls = Array.from({ length: 5 }, () => watch.changes().size).filter((size) => size > 0)
    expect(polls.length).toBeGreaterThan(0)
    fail(false)
    expect(watch.changes().size).toBeGreaterThan(0)
  })
})

describe('a watch over a library that sends no events', () => {
  it('notices the first change by comparing the slots now and then, and every later change at once', () => {
    const { p11, put } = library(true)
    const silent = { ...p11, C_WaitForSlotEvent: nothingHappened } as unknown as P11
    const watch = new SlotWatch(silent)
    put(1, 'A')
    const polls = Array.from({ length: 5 }, () => seen(watch)).filter((changed) => changed.length > 0)
    expect(polls).toEqual([['01']])
    put(2, 'B')
    expect(seen(watch)).toEqual(['02'])
  })
})

it('a library that also lists empty slots does not hide what comes and goes', () => {
  const { p11, put } = library(false)
  const info = (slot: Slot) => {
    const { serialNumber } = p11.C_GetTokenInfo(slot)
    if (serialNumber === '') throw new Error('CKR_TOKEN_NOT_PRESENT:224')
    return { serialNumber }
  }
  const careless = { ...p11, C_GetSlotList: allSlots, C_GetTokenInfo: info }
  const watch = new SlotWatch(careless as unknown as P11)
  const noticed = () => Array.from({ length: 5 }, () => seen(watch).length).some((size) => size > 0)
  noticed()
  put(1, 'A')
  expect(noticed()).toBe(true)
  put(1, null)
  expect(noticed()).toBe(true)
})

it('a key that was away only when the application itself looked is noticed when it is back', () => {
  const { p11, put } = library(false)
  put(1, 'A')
  const watch = new SlotWatch(p11)
  seen(watch)
  watch.saw([])
  expect(seen(watch)).toEqual(['01'])
})
