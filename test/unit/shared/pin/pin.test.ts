import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Pin } from '../../../../src/shared/pin/pin.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)

describe('a PIN', () => {
  it('never prints itself', () => {
    const pin = new Pin('Ye-2468-sun')
    const printed = [`${pin}`, JSON.stringify({ pin }), inspect({ pin }), inspect(pin, { showHidden: true })]
    printed.push(JSON.stringify(structuredClone({ pin })), Object.values(pin).join())
    expect(printed.join()).not.toContain('2468')
  })

  it('overwrites its bytes when it is dropped, and cannot be used afterwards', () => {
    const bytes = bytesOf('Ye-2468-sun')
    const pin = Pin.holding(bytes)
    expect(pin.reveal()).toBe('Ye-2468-sun')
    pin.drop()
    expect(isZero(bytes)).toBe(true)
    expect(() => pin.reveal()).toThrow('dropped')
    expect(() => pin.length).toThrow('dropped')
    pin.drop()
  })

  it('that was taken over survives when the original is dropped, and is the only one left', () => {
    const bytes = bytesOf('135246')
    const lent = Pin.holding(bytes)
    const kept = lent.takeOver()
    lent.drop()
    expect(kept.reveal()).toBe('135246')
    expect(() => lent.takeOver()).toThrow('dropped')
    kept.drop()
    expect(isZero(bytes)).toBe(true)
  })
})
