import { createServer, type Server } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import { type AddressInfo, createServer as createPlain } from 'node:net'
import os from 'node:os'
import { describe, expect, it, onTestFinished } from 'vitest'
import { networkStep } from '../../../../../src/main/diagnosis/steps/network.ts'
import { defaultSettings } from '../../../../../src/shared/models/index.ts'
import { computer, figuresIn, saidIn } from '../step-world.ts'

const { worldWith } = computer()

const listening = async (server: Pick<Server, 'listen' | 'address' | 'close'>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** A proxy that answers a request for a way with this line. */
const proxyThat = async (line: string) => {
  const asked: string[] = []
  const server = createServer()
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.on('error', () => undefined)
    socket.end(`HTTP/1.1 ${line}\r\nContent-Length: 0\r\n\r\n`)
  })
  return { asked, address: `http://127.0.0.1:${await listening(server)}` }
}
const hangingUp = async () => {
  const server = createPlain((socket) => socket.destroy())
  return `http://127.0.0.1:${await listening(server as unknown as Server)}`
}

const check = (address: string | null, issuers: readonly (string | null)[] = []) => {
  const proxy = address === null ? { mode: 'system' } : { mode: 'manual', address }
  const settings = { ...defaultSettings, proxy } as typeof defaultSettings
  const world = worldWith({ issuers: () => issuers.map((one) => ({ address: one })) }, { settings })
  return networkStep.check(world)
}
const place = { page: 'settings', section: 'general' }

describe('the check of the proxy', () => {
  it('asks nobody where none is set by hand', async () => {
    expect(await check(null)).toEqual([])
  })

  it.each([
    ['200 OK', null],
    ['502 Bad Gateway', null],
    ['401 Unauthorized', null],
    ['403 Forbidden', 403],
    ['407 Proxy Authentication Required', 407],
  ])('hears %s', async (line, status) => {
    const { address } = await proxyThat(line)
    const findings = await check(address)
    expect(saidIn(findings)).toEqual(status === null ? [] : [['proxy-refuses', 'problem']])
    if (status !== null) {
      expect(figuresIn(findings)).toEqual([{ address, status }])
      expect([findings[0]?.repair, findings[0]?.place]).toEqual([null, place])
    }
  })

  it.each([
    [[], 'localhost:443'],
    [[null, 'embedded'], 'localhost:443'],
    [['https://ra.example.cn/a'], 'ra.example.cn:443'],
    [[null, 'http://ra.example.cn'], 'ra.example.cn:80'],
    [['https://ra.example.cn:8443', 'https://b.example.cn'], 'ra.example.cn:8443'],
  ])('asks for a way to the first authority (%j)', async (issuers, target) => {
    const { address, asked } = await proxyThat('200 OK')
    await check(address, issuers)
    expect(asked).toEqual([target])
  })

  it('tells of one that says nothing, and offers to do without', async () => {
    const address = await hangingUp()
    const findings = await check(address)
    expect(saidIn(findings)).toEqual([['proxy-silent', 'problem']])
    expect([figuresIn(findings), findings[0]?.repair, findings[0]?.place]).toEqual([
      ...[[{ address }], 'no-proxy', place],
    ])
  })

  it('tells of one whose address is none', async () => {
    expect(saidIn(await check('no address'))).toEqual([['proxy-silent', 'problem']])
  })
})

/** A computer whose interfaces are these; true: one that only it itself reaches. */
const withInterfaces = (...all: readonly boolean[]): void => {
  const before = os.networkInterfaces
  onTestFinished(() => {
    Object.assign(os, { networkInterfaces: before })
    syncBuiltinESMExports()
  })
  const listed = all.map((internal, at) => [`if${at}`, [{ internal }]])
  Object.assign(os, { networkInterfaces: () => ({ none: undefined, ...Object.fromEntries(listed) }) })
  syncBuiltinESMExports()
}

describe('a computer without a network', () => {
  const far = 'https://ra.example.cn'
  it.each<[readonly boolean[], readonly (string | null)[], boolean]>([
    [[true], [far], true],
    [[], [far], true],
    [[true], [null, far], true],
    [[true, false], [far], false],
    [[false], [far], false],
    [[true], [], false],
    [[true], [null, 'embedded'], false],
    [[true], ['http://127.0.0.1:8080', 'http://localhost:8080'], false],
  ])('with interfaces %j and authorities %j: %s', async (interfaces, issuers, isFound) => {
    withInterfaces(...interfaces)
    expect(saidIn(await check(null, issuers))).toEqual(isFound ? [['network-none', 'problem']] : [])
  })
})
