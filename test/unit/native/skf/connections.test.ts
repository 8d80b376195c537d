import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { LifeOver } from '../../../../src/native/abi.ts'
import type { Binding } from '../../../../src/native/skf/binding.ts'
import {
  Connections,
  closeApplication,
  logOut,
  openApplication,
} from '../../../../src/native/skf/connections.ts'
import { Handle } from '../../../../src/native/skf/handles.ts'
import { standardLayout } from '../../../../src/native/skf/layout.ts'
import { Library } from '../../../../src/native/skf/library.ts'
import {
  connectionOf,
  done,
  inTurn,
  opening,
  placeOf,
  refusing,
  scriptedLibrary,
  throwing,
} from './scripted-library.ts'

const one = Buffer.from('one')
const two = Buffer.from('two')

describe('a connection', () => {
  it('is made with the name of the device, and ended with its handle', async () => {
    const { library, calls } = scriptedLibrary({ SKF_ConnectDev: opening(5n), SKF_DisConnectDev: done })
    const connections = new Connections(library)
    const connection = await connections.take(one)
    expect(connection).toEqual({ library, name: one, device: new Handle('device', 5n) })
    connections.release(connection)
    expect(calls).toEqual([
      ['SKF_ConnectDev', Buffer.from('one\0'), Buffer.alloc(8)],
      ['SKF_DisConnectDev', 5n],
    ])
    expect(connection.device.open).toBe(false)
  })

  it('is shared until the last user gives it back', async () => {
    const { library, names } = scriptedLibrary({ SKF_ConnectDev: opening(5n), SKF_DisConnectDev: done })
    const connections = new Connections(library)
    const first = await connections.take(one)
    expect(await connections.take(one)).toBe(first)
    connections.release(first)
    expect(names()).toEqual(['SKF_ConnectDev'])
    connections.release(first)
    expect(names()).toEqual(['SKF_ConnectDev', 'SKF_DisConnectDev'])
    connections.release(first)
    expect(names()).toHaveLength(2)
    await connections.take(one)
    expect(names()).toEqual(['SKF_ConnectDev', 'SKF_DisConnectDev', 'SKF_ConnectDev'])
  })

  it('of one device is not that of another', async () => {
    const { library, of } = scriptedLibrary({
      SKF_ConnectDev: inTurn(opening(5n), opening(6n)),
      SKF_DisConnectDev: done,
    })
    const connections = new Connections(library)
    const [first, second] = [await connections.take(one), await connections.take(two)]
    expect([first.device.value, second.device.value]).toEqual([5n, 6n])
    connections.release(first)
    expect(of('SKF_DisConnectDev')).toEqual([[5n]])
    expect(await connections.take(two)).toBe(second)
  })

  it('is given up quietly where the device is gone', async () => {
    const { library } = scriptedLibrary({
      SKF_ConnectDev: opening(5n),
      SKF_DisConnectDev: refusing(0x0a000023),
    })
    const connections = new Connections(library)
    connections.release(await connections.take(one))
    expect(await connections.take(one)).toMatchObject({ device: { open: true } })
  })

  it('that is refused is asked for anew the next time', async () => {
    const { library, names } = scriptedLibrary({
      SKF_ConnectDev: inTurn(refusing(0x0a000001), opening(5n)),
    })
    const connections = new Connections(library)
    await expect(connections.take(one)).rejects.toMatchObject({ code: 0x0a000001 })
    expect((await connections.take(one)).device.value).toBe(5n)
    expect(names()).toHaveLength(2)
  })

  it('that the library says is used elsewhere is told as such, with its words', async () => {
    const { library } = scriptedLibrary({ SKF_ConnectDev: refusing(0x0a00000f) })
    await expect(new Connections(library).take(one)).rejects.toMatchObject({
      code: 'token-used-elsewhere',
      cause: { code: 0x0a00000f },
    })
  })
})

/** A library whose connection comes when the test lets it. */
const waitingLibrary = () => {
  const asked: PromiseWithResolvers<number>[] = []
  const binding: Binding = {
    layout: standardLayout,
    has: () => true,
    call: () => 0,
    callAside: (_, __, room) => {
      if (Buffer.isBuffer(room)) room.writeBigUInt64LE(5n)
      const answer = Promise.withResolvers<number>()
      asked.push(answer)
      return answer.promise
    },
  }
  return { connections: new Connections(new Library(binding)), asked }
}

const stoppedClock = (): void => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
}

/** What became of a promise so far. */
const watched = (promise: Promise<unknown>): { state: unknown } => {
  const seen: { state: unknown } = { state: 'open' }
  promise.then(
    () => (seen.state = 'done'),
    (error: unknown) => (seen.state = error),
  )
  return seen
}

describe('a connection that another program holds back', () => {
  it('is waited for 3 s, and 200 ms by each question after that', async () => {
    stoppedClock()
    const { connections, asked } = waitingLibrary()
    const first = watched(connections.take(one))
    await vi.advanceTimersByTimeAsync(2_999)
    expect(first.state).toBe('open')
    await vi.advanceTimersByTimeAsync(1)
    expect(first.state).toMatchObject({ code: 'token-used-elsewhere' })
    const second = watched(connections.take(one))
    await vi.advanceTimersByTimeAsync(199)
    expect(second.state).toBe('open')
    await vi.advanceTimersByTimeAsync(1)
    expect(second.state).toMatchObject({ code: 'token-used-elsewhere' })
    expect(asked).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('serves the question that comes when it is there, and the next ones', async () => {
    stoppedClock()
    const { connections, asked } = waitingLibrary()
    const first = watched(connections.take(one))
    await vi.advanceTimersByTimeAsync(3_000)
    expect(first.state).toMatchObject({ code: 'token-used-elsewhere' })
    asked[0]?.resolve(0)
    const connection = await connections.take(one)
    expect(connection.device.value).toBe(5n)
    connections.release(connection)
    const again = connections.take(one)
    expect(asked).toHaveLength(2)
    asked[1]?.resolve(0)
    await again
    expect(vi.getTimerCount()).toBe(0)
  })

  it('ends the life of the library after two minutes', async () => {
    stoppedClock()
    const { connections } = waitingLibrary()
    const first = watched(connections.take(one))
    await vi.advanceTimersByTimeAsync(3_000)
    expect(first.state).toMatchObject({ code: 'token-used-elsewhere' })
    await vi.advanceTimersByTimeAsync(117_000)
    const atTheEnd = watched(connections.take(one))
    await vi.advanceTimersByTimeAsync(200)
    expect(atTheEnd.state).toMatchObject({ code: 'token-used-elsewhere' })
    const tooLate = watched(connections.take(one))
    await vi.advanceTimersByTimeAsync(0)
    expect(tooLate.state).toBeInstanceOf(LifeOver)
    expect(tooLate.state).toMatchObject({ message: 'SKF_ConnectDev does not return' })
  })
})

describe('an application', () => {
  it('is opened by its name on its device', () => {
    const { library, calls } = scriptedLibrary({ SKF_OpenApplication: opening(7n) })
    const connection = connectionOf(library)
    expect(openApplication(connection, Buffer.from('App'))).toEqual({
      ...connection,
      application: new Handle('application', 7n),
    })
    expect(calls).toEqual([['SKF_OpenApplication', 5n, Buffer.from('App\0'), Buffer.alloc(8)]])
  })

  it.each([0, 0x0a000023, 0x0a000001])('is closed whatever the library says: %i', (code) => {
    const { library, calls } = scriptedLibrary({ SKF_CloseApplication: refusing(code) })
    const place = placeOf(library)
    closeApplication(place)
    expect(calls).toEqual([['SKF_CloseApplication', 7n]])
    expect(place.application.open).toBe(false)
  })

  it.each([0, 0x0a000023, 0x0a000001])('is logged out whatever the library says: %i', (code) => {
    const { library, calls } = scriptedLibrary({ SKF_ClearSecureState: refusing(code) })
    logOut(placeOf(library))
    expect(calls).toEqual([['SKF_ClearSecureState', 7n]])
  })

  it('is not logged out by a library that cannot', () => {
    const { library, calls } = scriptedLibrary({})
    logOut(placeOf(library))
    expect(calls).toEqual([])
  })

  it('is not closed quietly by an error of ours', () => {
    const { library } = scriptedLibrary({ SKF_ClearSecureState: throwing(new Error('ours')) })
    expect(() => logOut(placeOf(library))).toThrow('ours')
  })
})
