import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createPlain, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { portsStep } from '../../../../../src/main/diagnosis/steps/ports.ts'
import type { CarrierView } from '../../../../../src/shared/models/index.ts'
import { carrier, computer, figuresIn, saidIn, signing } from '../step-world.ts'

const { worldWith } = computer()
const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

const listening = async (server: Server): Promise<number> => {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
const answering = () => listening(createServer((_, response) => void response.end()))
/** Hangs up at once, as TLS does when plain HTTP comes. */
const hangingUp = () => listening(createPlain((socket) => socket.destroy()))
/** Nobody listens there, and nobody is given them by chance. */
const silent = [1, 2] as const

const worldOf = (carriers: readonly CarrierView[], on = true) => worldWith({}, signing(carriers, on))
const check = async (rest: Partial<CarrierView>) =>
  portsStep.check(worldOf([carrier(rest.name ?? 'own', rest)]))

const settings = { page: 'settings', section: 'service' }
const again = { repair: 'listen-again', place: settings }

describe('the check of the ports', () => {
  it('is made only where a carrier is switched on', async () => {
    expect(portsStep.when(worldOf([carrier('own', {})]))).toBe(true)
    expect(portsStep.when(worldOf([carrier('own', { on: false })]))).toBe(false)
    expect(portsStep.when(worldOf([carrier('own', {})], false))).toBe(false)
    expect(await portsStep.check(worldOf([carrier('own', { on: false, state: 'failed' })]))).toEqual([])
  })

  it('says nothing of a carrier that answers, that hangs up, or that is off', async () => {
    expect(await check({ ports: [await answering()] })).toEqual([])
    expect(await check({ ports: [await hangingUp()] })).toEqual([])
    expect(await check({ ports: [silent[0], await answering()] })).toEqual([])
    expect(await check({ state: 'off' })).toEqual([])
  })

  it('names the first port of a carrier on which nobody answers', async () => {
    const found = await check({ ports: silent })
    expect([saidIn(found), figuresIn(found)]).toEqual([[['service-silent', 'problem']], [{ port: 1 }]])
    expect(found).toMatchObject([{ key: 'service-silent own', place: settings, repair: null }])
  })

  it('names a port that somebody else has, and how bad that is', async () => {
    const taken = [
      { port: 1, program: 'other.exe' },
      { port: 2, program: null },
    ]
    const found = await check({ state: 'taken', taken })
    expect(saidIn(found)).toEqual([
      ['port-taken', 'problem'],
      ['port-taken', 'problem'],
    ])
    expect(figuresIn(found)).toEqual([
      { port: 1, program: 'other.exe' },
      { port: 2, program: '?' },
    ])
    const [one, two] = ['port-taken 1', 'port-taken 2'].map((key) => ({ key, ...again }))
    expect(found).toMatchObject([one, two])
    const still = await check({ taken: taken.slice(0, 1), ports: [await answering()] })
    expect(saidIn(still)).toEqual([['port-taken', 'attention']])
  })

  it('tells of a carrier that failed, but not of the extension, and of one without a certificate', async () => {
    const failed = await check({ state: 'failed' })
    expect(saidIn(failed)).toEqual([['service-failed', 'problem']])
    expect(failed).toMatchObject([{ key: 'service-failed own', ...again }])
    expect(await check({ state: 'failed', name: 'extension' })).toEqual([])
    const uncertified = await check({ state: 'needs-certificate' })
    expect(saidIn(uncertified)).toEqual([['service-uncertified', 'problem']])
    expect(uncertified).toMatchObject([{ key: 'service-uncertified own', ...again, repair: 'trust-again' }])
  })
})
