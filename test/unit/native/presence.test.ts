import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Library } from '../../../src/native/skf/library.ts'
import { type DeviceWatch, watching } from '../../../src/native/skf/presence.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A library that reports these devices by events and then cannot wait any more. */
const reporting = (...devices: readonly string[]): Library => {
  const left = [...devices]
  const callAside = async (_: string, name: Buffer): Promise<number> => {
    const device = left.shift()
    if (device === undefined) throw new Error('it cannot wait')
    name.write(`${device}\0`)
    return 0
  }
  return { has: () => true, callAside } as unknown as Library
}

const watched = (
  library: Library,
  looks: readonly { readonly changed: readonly string[]; readonly emptied: boolean }[],
) => {
  const forgotten: string[] = []
  let told = 0
  let look = -1
  const watch = {
    changes: () => {
      look += 1
      return new Set(looks[look]?.changed ?? [])
    },
    get emptied() {
      return looks[look]?.emptied ?? false
    },
  }
  watching({
    ...{ library, watch: watch as unknown as DeviceWatch, events: true, pollMilliseconds: 1_000 },
    forget: (devices) => void forgotten.push(...devices),
  })(() => {
    told += 1
  })
  return { forgotten, told: () => told }
}
const hex = (name: string) => Buffer.from(name).toString('hex')

describe('the devices of an SKF library', () => {
  it('are spoken to anew after an event, because one may have been out and in again between two looks', async () => {
    const { forgotten, told } = watched(reporting('KEY 1', 'KEY 2'), [])
    await vi.advanceTimersByTimeAsync(1)
    expect(forgotten).toEqual([hex('KEY 1'), hex('KEY 2')])
    expect(told()).toBe(2)
  })

  it('are looked for a second time when one is missed, and only then it is told', async () => {
    const silent = { has: () => false } as unknown as Library
    const gone = { changed: ['aa'], emptied: true }
    const { forgotten, told } = watched(silent, [gone, { changed: [], emptied: true }])
    await vi.advanceTimersByTimeAsync(1_000)
    expect([forgotten, told()]).toEqual([['aa'], 0])
    await vi.advanceTimersByTimeAsync(999)
    expect(told()).toBe(1)
  })

  it('are told at once when one came or went, and not while nothing changes', async () => {
    const silent = { has: () => false } as unknown as Library
    const { told } = watched(silent, [{ changed: ['aa'], emptied: false }])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(told()).toBe(1)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(told()).toBe(1)
  })
})
