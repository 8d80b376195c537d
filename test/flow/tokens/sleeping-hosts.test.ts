import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createUkey, plugUkey, ukeyLibrary, unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { driverFor, openTokenHouse, ownFolder, serialsOf, type TokenHouse } from '../../house/tokens.ts'
import { usbStandIn } from '../../house/usb.ts'

const listed = { vendorId: 0x1234, productId: 0x0001, smartCard: true }
const reader = { vendorId: 0x5678, productId: 0x0001, smartCard: true }
const mouse = { vendorId: 0x9abc, productId: 0x0001, smartCard: false }
const rules = { listedAfter: 300, restAfter: 1500 }

let own: ReturnType<typeof ownFolder>
let house: TokenHouse | null = null

beforeEach(() => {
  own = ownFolder()
  process.env.VIRTUAL_UKEY_HOME = join(own.path, 'keys')
  mkdirSync(join(own.path, 'keys'))
  createUkey(join(own.path, 'keys'), 'KEY', { serial: 'KEY' })
})
afterEach(() => {
  house?.close()
  own.remove()
})

const keys = () => join(own.path, 'keys')

/** One library whose driver names its USB product, and one that speaks to whatever there is. */
const open = async (usb: ReturnType<typeof usbStandIn>): Promise<TokenHouse> => {
  const library = join(own.path, 'maker.so')
  copyFileSync(ukeyLibrary(), library)
  const product = [{ vendorId: '1234', productIds: ['0001'], anyProduct: false, confidence: 'own' }]
  const drivers = [driverFor('maker', library, { usb: product }), driverFor('any', ukeyLibrary())]
  house = openTokenHouse({ folder: own.path, drivers, usb: usb.watch, rules })
  await house.until(({ settled }) => settled)
  return house
}

const runs = (house: TokenHouse): readonly string[] => [...house.keyring.hosts().keys()].sort()
const driverIs = (wanted: string) => (state: Parameters<Parameters<TokenHouse['until']>[0]>[0]) =>
  state.drivers.some(({ id, state }) => id === 'maker' && state === wanted)

describe('a token host', () => {
  it('sleeps when the keys of its maker are gone, and wakes when one comes', async () => {
    const usb = usbStandIn()
    plugUkey(keys(), 'KEY')
    const house = await open(usb)
    expect(runs(house)).toEqual(['any'])
    usb.plug(listed)
    await house.until(driverIs('running'))
    await wait(1.5 * rules.restAfter)
    expect(runs(house)).toEqual(['any', 'maker'])
    unplugUkey(keys(), 'KEY')
    usb.plug()
    await house.until(driverIs('idle'))
    expect(runs(house)).toEqual(['any'])
    plugUkey(keys(), 'KEY')
    usb.plug(listed)
    const state = await house.until(driverIs('running'))
    expect(state.troubles).toEqual([])
  })

  it('sleeps again after a person has refreshed and nothing was there', async () => {
    const usb = usbStandIn()
    const house = await open(usb)
    await house.keyring.refresh()
    expect(runs(house)).toEqual(['any', 'maker'])
    await house.until(driverIs('idle'))
    expect(runs(house)).toEqual(['any'])
  })

  it('stays awake for a key of which the driver’s list knows nothing', async () => {
    const usb = usbStandIn()
    const house = await open(usb)
    plugUkey(keys(), 'KEY')
    await house.keyring.refresh()
    await house.until((state) => serialsOf(state).includes('KEY'))
    await wait(2 * rules.listedAfter)
    unplugUkey(keys(), 'KEY')
    usb.plug(mouse)
    await house.until((state) => !serialsOf(state).includes('KEY'))
    await wait(1.5 * rules.restAfter)
    expect(runs(house)).toEqual(['any', 'maker'])
  })

  it('stays awake while a reader is plugged in, because any card may come', async () => {
    const usb = usbStandIn()
    const house = await open(usb)
    usb.plug(reader)
    await house.keyring.refresh()
    await wait(1.5 * rules.restAfter)
    expect(runs(house)).toEqual(['any', 'maker'])
    usb.plug()
    await house.until(driverIs('idle'))
  })
})
