import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Argument } from '../../../../src/native/skf/binding.ts'
import { Connections } from '../../../../src/native/skf/connections.ts'
import { Sights } from '../../../../src/native/skf/sight.ts'
import { infoOf, oneDevice, setup } from './scripted-devices.ts'
import {
  type Answer,
  done,
  giving,
  inTurn,
  listed,
  opening,
  refusing,
  type Script,
  scriptedLibrary,
  telling,
  throwing,
} from './scripted-library.ts'

const FAILED = 0x0a000001
const REMOVED = 0x0a000023
const [one, two] = [Buffer.from('one'), Buffer.from('two')]

const sightsOf = (script: Script, applications: readonly string[] = []) => {
  const scripted = scriptedLibrary({ ...oneDevice(), ...script })
  const { library } = scripted
  return { ...scripted, sights: new Sights(library, { ...setup, applications }, new Connections(library)) }
}
/** Connects each name to a handle of its own. */
const connecting =
  (handles: Readonly<Record<string, bigint>>): Answer =>
  (...all: readonly Argument[]) => {
    const [name] = all
    const text = Buffer.isBuffer(name) ? name.subarray(0, -1).toString() : ''
    return opening(handles[text] ?? 0n)(...all)
  }
const byHandle =
  (answers: Readonly<Record<string, Answer>>): Answer =>
  (...all) =>
    answers[String(all[0])]?.(...all) ?? FAILED

describe('a look at a device', () => {
  it('shows its token, and where that is found again', async () => {
    const { sights, names } = sightsOf({})
    const { tokens, unreadable, incomplete } = await sights.look([one], false)
    expect(tokens).toMatchObject([
      {
        facts: { id: 'maker|model-k1|s-001', pin: { triesLeft: 9 } },
        keys: [{ keyId: '01626f78' }],
        certificates: [{ keyId: '01626f78' }],
        seals: [],
      },
    ])
    expect({ unreadable, incomplete }).toEqual({ unreadable: [], incomplete: false })
    expect(sights.seatOf('maker|model-k1|s-001')).toEqual({
      name: one,
      application: Buffer.from('App'),
      deviceId: 'maker|model-k1|s-001',
    })
    expect(sights.seatOf('other')).toBeUndefined()
    expect(names().slice(-2)).toEqual(['SKF_CloseApplication', 'SKF_DisConnectDev'])
  })

  it('asks for the PIN of the user and that of the administrator', async () => {
    const tell: Answer = (...all) => telling(10, all[1] === 1 ? 4 : 0, 0)(...all)
    const { sights, of } = sightsOf({ SKF_GetPINInfo: tell })
    const { tokens } = await sights.look([one], false)
    expect(of('SKF_GetPINInfo').map(([, type]) => type)).toEqual([1, 0])
    expect(tokens[0]?.facts.pin.triesLeft).toBe(4)
  })

  it('shows nothing once the device is away, and forgets its place', async () => {
    const { sights } = sightsOf({})
    await sights.look([one], false)
    expect(await sights.look([], false)).toEqual({ tokens: [], unreadable: [], incomplete: false })
    expect(sights.seatOf('maker|model-k1|s-001')).toBeUndefined()
  })

  it('shows a device without an application, which nobody can enter', async () => {
    const { sights, of } = sightsOf({ SKF_EnumApplication: giving(listed()) })
    const { tokens } = await sights.look([one], false)
    expect(tokens).toMatchObject([
      {
        facts: { id: 'maker|model-k1|s-001', capabilities: [], pin: { initialised: false } },
        keys: [],
        certificates: [],
        seals: [],
      },
    ])
    expect(sights.seatOf('maker|model-k1|s-001')).toBeUndefined()
    expect(of('SKF_OpenApplication')).toEqual([])
  })

  it('shows each application, the second one under its name', async () => {
    const { sights } = sightsOf({ SKF_EnumApplication: giving(listed('A', 'B')) })
    const { tokens } = await sights.look([one], false)
    expect(tokens.map(({ facts }) => [facts.id, facts.label])).toEqual([
      ['maker|model-k1|s-001', 'Key（A）'],
      ['maker|model-k1|s-001|B', 'Key（B）'],
    ])
    expect(sights.seatOf('maker|model-k1|s-001|B')?.application).toEqual(Buffer.from('B'))
  })

  it('shows only the applications of the driver, if there are such', async () => {
    const applications = { SKF_EnumApplication: giving(listed('A', 'B')) }
    const chosen = await sightsOf(applications, ['B']).sights.look([one], false)
    expect(chosen.tokens.map(({ facts }) => facts.label)).toEqual(['Key'])
    const none = await sightsOf(applications, ['C']).sights.look([one], false)
    expect(none.tokens).toHaveLength(2)
  })

  it('says that two applications have one name', async () => {
    const { sights } = sightsOf({ SKF_EnumApplication: giving(listed('A', 'A')) })
    const { tokens, unreadable } = await sights.look([one], false)
    expect(tokens).toHaveLength(1)
    expect(unreadable).toEqual(['SKF_EnumApplication: two of the name A'])
  })
})

describe('two devices', () => {
  const handles = connecting({ one: 5n, two: 6n })

  it('of one serial number are told apart by their order', async () => {
    const { sights } = sightsOf({ SKF_ConnectDev: handles })
    const { tokens } = await sights.look([one, two, Buffer.from('one')], false)
    expect(tokens.map(({ facts }) => facts.id)).toEqual([
      'maker|model-k1|s-001',
      'maker|model-k1|s-001|2',
      'maker|model-k1|s-001|3',
    ])
    expect(sights.seatOf('maker|model-k1|s-001')?.name).toEqual(one)
    expect(sights.seatOf('maker|model-k1|s-001|2')?.name).toEqual(two)
  })

  it('are both seen if one of them refuses', async () => {
    const { sights } = sightsOf({
      SKF_ConnectDev: handles,
      SKF_GetDevInfo: byHandle({ 5: refusing(FAILED), 6: infoOf('S-002') }),
    })
    const look = await sights.look([one, two], false)
    expect(look.tokens.map(({ facts }) => facts.serial)).toEqual(['S-002'])
    expect(look).toMatchObject({ unreadable: ['SKF_GetDevInfo 0x0A000001'], incomplete: false })
  })
})

describe('a device that cannot be read', () => {
  it.each([
    ['is listed no more', listed(), { unreadable: [], incomplete: true }],
    ['is still listed', listed('one'), { unreadable: ['SKF_GetDevInfo 0x0A000023'], incomplete: false }],
  ])('because it is gone and %s', async (_, list, told) => {
    const { sights } = sightsOf({ SKF_GetDevInfo: refusing(REMOVED), SKF_EnumDev: giving(list) })
    expect(await sights.look([one], false)).toEqual({ tokens: [], ...told })
  })

  it('for another reason is told in its words, whether it is listed or not', async () => {
    const { sights, names } = sightsOf({ SKF_GetDevInfo: refusing(FAILED), SKF_EnumDev: giving(listed()) })
    expect(await sights.look([one], false)).toEqual({
      tokens: [],
      unreadable: ['SKF_GetDevInfo 0x0A000001'],
      incomplete: false,
    })
    expect(names().at(-1)).toBe('SKF_DisConnectDev')
  })

  it('because what it says makes no sense is told as that', async () => {
    const { sights } = sightsOf({ SKF_GetDevInfo: done })
    expect((await sights.look([one], false)).unreadable).toEqual(['SKF_GetDevInfo: nonsense'])
  })

  it('because of an error of ours ends the look', async () => {
    const { sights } = sightsOf({ SKF_GetDevInfo: throwing(new Error('ours')) })
    await expect(sights.look([one], false)).rejects.toThrow('ours')
  })

  it('has its application closed', async () => {
    const { sights, names } = sightsOf({ SKF_EnumContainer: refusing(FAILED) })
    expect((await sights.look([one], false)).unreadable).toEqual(['SKF_EnumContainer 0x0A000001'])
    expect(names().slice(-2)).toEqual(['SKF_CloseApplication', 'SKF_DisConnectDev'])
  })
})

describe('a device that another program uses', () => {
  const busy = refusing(0x0a00000f)

  it('is told as such if it was never seen', async () => {
    const { sights } = sightsOf({ SKF_ConnectDev: busy })
    expect(await sights.look([one], false)).toEqual({
      tokens: [],
      unreadable: ['the device is used by another program'],
      incomplete: false,
    })
  })

  it('is shown as it was seen before', async () => {
    const { sights } = sightsOf({ SKF_ConnectDev: inTurn(opening(5n), busy) })
    const before = await sights.look([one], false)
    expect(await sights.look([one], false)).toEqual(before)
    expect(sights.seatOf('maker|model-k1|s-001')).toBeDefined()
  })
})

describe('what was read once', () => {
  const reads = async (sights: Sights, between: () => void, fresh: boolean, of: () => number) => {
    await sights.look([one], false)
    const before = of()
    between()
    await sights.look([one], fresh)
    return of() - before
  }
  const watched = (script: Script = {}) => {
    const { sights, of } = sightsOf(script)
    return { sights, count: () => of('SKF_EnumContainer').length }
  }

  it.each([
    ['is not read again', () => undefined, false, 0],
    ['is read again if a fresh look is wanted', () => undefined, true, 1],
  ])('%s', async (_, between, fresh, times) => {
    const { sights, count } = watched()
    expect(await reads(sights, between, fresh, count)).toBe(times)
  })

  it('is read again once it is forgotten, for this device alone', async () => {
    const other = watched()
    expect(
      await reads(other.sights, () => other.sights.forget([two.toString('hex')]), false, other.count),
    ).toBe(0)
    const same = watched()
    expect(await reads(same.sights, () => same.sights.forget([one.toString('hex')]), false, same.count)).toBe(
      1,
    )
  })

  it('is read again, and told as incomplete, if a container could not be read', async () => {
    const { sights, of } = sightsOf({ SKF_OpenContainer: inTurn(refusing(FAILED), opening(8n)) })
    const first = await sights.look([one], false)
    expect(first).toMatchObject({
      tokens: [{ keys: [], certificates: [] }],
      incomplete: true,
      unreadable: [],
    })
    const second = await sights.look([one], false)
    expect(second).toMatchObject({ tokens: [{ keys: [{ keyId: '01626f78' }] }], incomplete: false })
    await sights.look([one], false)
    expect(of('SKF_EnumContainer')).toHaveLength(2)
  })

  it('is that of each application', async () => {
    const { sights, of } = sightsOf({
      SKF_EnumApplication: giving(listed('A', 'B')),
      SKF_EnumContainer: inTurn(giving(listed('box')), giving(listed())),
    })
    await sights.look([one], false)
    const { tokens } = await sights.look([one], false)
    expect(tokens.map(({ keys }) => keys.length)).toEqual([1, 0])
    expect(of('SKF_EnumContainer')).toHaveLength(2)
  })

  it('is not the PIN, which is asked for each time', async () => {
    const { sights } = sightsOf({
      SKF_GetPINInfo: inTurn(telling(10, 9, 0), telling(8, 8, 0), telling(10, 2, 0)),
    })
    await sights.look([one], false)
    expect((await sights.look([one], false)).tokens[0]?.facts.pin.triesLeft).toBe(2)
  })
})

describe('a look while a device hangs', () => {
  it('goes on with the others after three seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { sights, library } = sightsOf({})
    const never = new Promise<void>(() => undefined)
    vi.spyOn(library, 'callAside').mockImplementationOnce(() => never)
    const look = sights.look([one, two], false)
    await vi.advanceTimersByTimeAsync(3_000)
    expect((await look).unreadable).toEqual(['the device is used by another program'])
  })
})
