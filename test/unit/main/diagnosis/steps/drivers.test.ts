import { describe, expect, it } from 'vitest'
import { driversStep } from '../../../../../src/main/diagnosis/steps/drivers.ts'
import type { DeviceTrouble, DriverView, Snapshot } from '../../../../../src/shared/models/index.ts'
import { ukey } from '../../../../world.ts'
import { computer, figuresIn, saidIn } from '../step-world.ts'

const { put, top, worldWith } = computer()

const finding = { architecture: 'x64', missing: [], devices: 0 }
const driver = (change: Partial<DriverView> = {}): DriverView => ({
  ...{ id: 'one', vendor: '甲', source: 'built-in', state: 'running', library: '/one.so', reason: null },
  ...{ finding, downloadPage: null, ...change },
})
const file = (id: string, vendor: string, productIds: readonly number[] = [0x0303]) => ({
  ...{ id, vendor, usb: [{ vendorId: 0x096e, productIds }] },
})
const plugIn = () => {
  put('sys/bus/usb/devices/1-2/idVendor', '096e\n')
  put('sys/bus/usb/devices/1-2/idProduct', '0303\n')
}
const check = (snapshot: Partial<Snapshot>, files: readonly object[] = []) =>
  driversStep.check(
    worldWith({ resources: `${top()}/resources`, drivers: files }, { drivers: [], ...snapshot }),
  )

describe('the check of the drivers', () => {
  it('says nothing while all is well', () => {
    expect(check({ drivers: [driver()] })).toEqual([])
  })

  it.each([
    ['driver-crashed', true],
    ['driver-not-answering', true],
    ['driver-gave-up', true],
    ['ukey-unreadable', true],
    ['driver-missing', false],
  ] as const)('tells of %s, and whether another start may help: %s', (code, helps) => {
    const report = { code, params: {} } as DeviceTrouble['report']
    const trouble = { ...{ id: 'trouble-1', report, systemWords: 'dlopen', vendor: null, driverId: null } }
    const [found] = check({ troubles: [{ ...trouble, usbId: null, downloadPage: null }] })
    expect(found).toMatchObject({
      ...{ key: `${code} trouble-1`, systemWords: 'dlopen', said: { by: 'catalogue', report } },
      repair: helps ? 'restart-drivers' : null,
    })
  })

  it('tells of a driver file that cannot be read', () => {
    const found = check({ drivers: [driver({ state: 'invalid', library: '/a.json', reason: 'no id' })] })
    expect([saidIn(found), figuresIn(found), found[0]?.key]).toEqual([
      [['driver-file-invalid', 'problem']],
      [{ file: '/a.json', words: 'no id' }],
      'driver-file-invalid /a.json',
    ])
    expect(figuresIn(check({ drivers: [driver({ state: 'invalid', library: null })] }))).toEqual([
      { file: '', words: '' },
    ])
  })

  it('tells of functions that a library lacks, if a signature needs them', () => {
    const lacks = (missing: readonly string[]) =>
      check({ drivers: [driver({ finding: { ...finding, missing } })] })
    expect(lacks(['SKF_Transmit'])).toEqual([])
    const found = lacks(['C_Sign', 'SKF_Transmit', 'C_Login'])
    expect([saidIn(found), figuresIn(found), found[0]?.key]).toEqual([
      [['driver-lacks-functions', 'problem']],
      [{ vendor: '甲', count: 2, names: 'C_Sign C_Login' }],
      'driver-lacks-functions one',
    ])
    expect(check({ drivers: [driver({ finding: null })] })).toEqual([])
  })

  it('tells of a file of the person that takes the place of one that came along', () => {
    const own = driver({ source: 'user' })
    expect(check({ drivers: [own] })).toEqual([])
    const mine = put('drivers/one.json')
    expect(check({ drivers: [own] })).toEqual([])
    put('resources/drivers/one.json')
    expect(check({ drivers: [driver()] })).toEqual([])
    const found = check({ drivers: [own] })
    expect([saidIn(found), figuresIn(found)]).toEqual([
      [['driver-replaced', 'attention']],
      [{ file: mine, vendor: '甲' }],
    ])
  })
})

describe('a Ukey that is plugged in', () => {
  const silent = [driver(), driver({ id: 'two', vendor: '乙' })]

  it('and that its running driver does not list is told', () => {
    plugIn()
    const found = check({ drivers: silent }, [file('one', '甲')])
    expect([saidIn(found), figuresIn(found), found[0]?.key]).toEqual([
      [['ukey-not-listed', 'problem']],
      [{ vendor: '甲', device: '096E:0303' }],
      'ukey-not-listed 096E:0303',
    ])
    for (const change of [
      { state: 'failed' },
      { finding: { ...finding, devices: 1 } },
      { finding: null },
      { state: 'not-installed' },
    ] as const)
      expect(check({ drivers: [driver(change)] }, [file('one', '甲')])).toEqual([])
    expect(check({ drivers: silent, tokens: [ukey({ driverId: 'one' })] }, [file('one', '甲')])).toEqual([])
    expect(check({ drivers: [] }, [file('one', '甲')])).toEqual([])
    expect(check({ drivers: silent }, [file('one', '甲', [0x0304])])).toEqual([])
  })

  it('and that two installed drivers want is told', () => {
    plugIn()
    const both = [file('one', '甲'), file('two', '乙')]
    const found = check({ drivers: silent }, both)
    expect([saidIn(found), figuresIn(found)]).toEqual([
      [['driver-conflict', 'attention']],
      [{ first: '甲', second: '乙', device: '096E:0303' }],
    ])
    for (const state of ['not-installed', 'invalid'] as const) {
      const [first] = silent
      const second = driver({ id: 'two', state, library: '/two.json' })
      const said = check({ drivers: [first ?? second, second] }, both)
      expect(saidIn(said).map(([kind]) => kind)).not.toContain('driver-conflict')
    }
  })
})
