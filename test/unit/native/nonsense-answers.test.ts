import { describe, expect, it } from 'vitest'
import { pointOf } from '../../../src/native/pkcs11/content.ts'
import type { ObjectHandle, P11, Session, Slot } from '../../../src/native/pkcs11/library.ts'
import { findObjects, ulongOf } from '../../../src/native/pkcs11/objects.ts'
import { slotsWithToken } from '../../../src/native/pkcs11/seats.ts'

/** Stands in for a library that returns so many handles at each question, which no real one does on purpose. */
const searching = (counts: (most: number) => number) => {
  let [asked, ended] = [0, 0]
  const begin = () => undefined
  const more = (_: Session, most: number): ObjectHandle[] => {
    asked += 1
    return Array.from({ length: counts(most) }, () => Buffer.of(asked) as ObjectHandle)
  }
  const end = () => {
    ended += 1
  }
  const p11 = { C_FindObjectsInit: begin, C_FindObjects: more, C_FindObjectsFinal: end }
  const place = { p11: p11 as unknown as P11, session: Buffer.of(1) as Session }
  return { found: () => findObjects(place, []), asked: () => asked, ended: () => ended }
}

describe('a library that finds objects', () => {
  it('without end is believed up to a number, and its search is ended', () => {
    const { found, asked, ended } = searching((most) => most)
    expect(found().length).toBe(4096)
    expect([asked(), ended()]).toEqual([4096 / 128, 1])
    expect(found().length).toBe(4096)
    expect(ended()).toBe(2)
  })

  it('more than it was asked for is not believed, and its search is ended', () => {
    const { found, ended } = searching((most) => most + 1)
    expect(found).toThrow(expect.objectContaining({ code: 'token-answered-nonsense' }))
    expect(ended()).toBe(1)
  })

  it('fewer than it was asked for has no more', () => {
    const { found, asked } = searching((most) => (asked() < 3 ? most : 5))
    expect(found().length).toBe(2 * 128 + 5)
    expect(asked()).toBe(3)
  })
})

it('a library that lists slots without end, and each of them twice, is asked for some of them once', () => {
  const slot = (number: number) => Buffer.of(number & 0xff, number >> 8) as Slot
  const all = Array.from({ length: 100_000 }, (_, index) => slot(index >> 1))
  const list = () => all
  const p11 = { C_GetSlotList: list } as unknown as P11
  expect(slotsWithToken(p11)).toEqual(Array.from({ length: 128 }, (_, number) => slot(number)))
})

describe('a number from a library', () => {
  it('is read in the two lengths that a CK_ULONG has, and in no other', () => {
    expect(ulongOf(Buffer.of(7, 1, 0, 0))).toBe(263)
    expect(ulongOf(Buffer.of(7, 1, 0, 0, 0, 0, 0, 0))).toBe(263)
    for (const length of [0, 1, 3, 5, 7, 9, 4096]) expect(ulongOf(Buffer.alloc(length))).toBeNull()
    expect(ulongOf(null)).toBeNull()
  })
})

describe('a point from a library', () => {
  const xy = Buffer.alloc(64, 7)
  const point = Buffer.concat([Buffer.of(4), xy])

  it('is read bare, without its mark and in an OCTET STRING of one or two bytes of length', () => {
    const wrapped = [Buffer.of(4, 65), Buffer.of(4, 0x81, 65)].map((head) => Buffer.concat([head, point]))
    for (const value of [point, xy, ...wrapped]) expect(pointOf(value)).toEqual(new Uint8Array(point))
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['63 bytes', Buffer.alloc(63, 4)],
    ['66 bytes', Buffer.alloc(66, 4)],
    ['another mark', Buffer.concat([Buffer.of(3), xy])],
    ['a length that is too long', Buffer.concat([Buffer.of(4, 66), point])],
    ['a length that is too short', Buffer.concat([Buffer.of(4, 64), point])],
    ['wrappings without end', Buffer.alloc(4096, 4)],
  ])('is none when it is %s', (_, value) => {
    expect(pointOf(value)).toBeNull()
  })
})
