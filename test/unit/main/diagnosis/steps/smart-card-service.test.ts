import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { smartCardServiceStep } from '../../../../../src/main/diagnosis/steps/smart-card-service.ts'
import { computer, figuresIn, saidIn } from '../step-world.ts'

const { top, put, worldWith } = computer()
const check = (env: Readonly<Record<string, string>> = {}) => smartCardServiceStep.check(worldWith({ env }))

const plugIn = (interfaceClass: string) => {
  const at = 'sys/bus/usb/devices/1-1'
  put(`${at}/idVendor`, '096e')
  put(`${at}/idProduct`, '0303')
  put(`${at}:1.0/bInterfaceClass`, interfaceClass)
}
const listening = async (path: string): Promise<void> => {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(path, resolve))
  onTestFinished(() => void server.close())
}

describe('the service for smart cards', () => {
  it.each([
    ['0b', 'linux', true],
    ['03', 'linux', false],
    ['0b', 'win32', false],
  ])('matters to a device of class %s on %s: %s', (kind, platform, matters) => {
    plugIn(kind)
    expect(smartCardServiceStep.when(worldWith({ platform }))).toBe(matters)
  })

  it('matters to nobody without a device', () => {
    expect(smartCardServiceStep.when(worldWith())).toBe(false)
  })

  it('is absent', async () => {
    expect(saidIn(await check())).toEqual([['pcscd-absent', 'problem']])
  })

  it.each(['usr/sbin/pcscd', 'usr/bin/pcscd', 'usr/local/sbin/pcscd'])('is stopped (%s)', async (program) => {
    put(program)
    expect(saidIn(await check())).toEqual([['pcscd-stopped', 'problem']])
  })

  it('is there if it accepts', async () => {
    put('run/pcscd/x')
    await listening(join(top(), 'run/pcscd/pcscd.comm'))
    expect(await check()).toEqual([])
  })

  it('is silent if nobody listens any more', async () => {
    const path = put('run/pcscd/pcscd.comm')
    const findings = await check()
    expect([saidIn(findings), figuresIn(findings)]).toEqual([[['pcscd-silent', 'problem']], [{ path }]])
  })

  it('is where the environment says', async () => {
    const path = join(top(), 'other')
    await listening(path)
    expect(await check({ PCSCLITE_CSOCK_NAME: path })).toEqual([])
    put('run/pcscd/pcscd.comm')
    expect(saidIn(await check({ PCSCLITE_CSOCK_NAME: '' }))).toEqual([['pcscd-silent', 'problem']])
    expect(saidIn(await check({ PCSCLITE_CSOCK_NAME: join(top(), 'no') }))).toEqual([
      ['pcscd-absent', 'problem'],
    ])
  })
})
