import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import { found, type Step } from '../step.ts'
import { systemUsbDevices } from '../usb-devices.ts'
import type { World } from '../world.ts'

const programs = ['usr/sbin/pcscd', 'usr/bin/pcscd', 'usr/local/sbin/pcscd'] as const
const silence = 1_500

/** `taken`: somebody accepts; `refused`: the socket of a service that has ended. */
const answerOf = (path: string): Promise<'taken' | 'refused'> =>
  new Promise((resolve) => {
    const socket = connect(path)
    const end = (answer: 'taken' | 'refused') => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end('taken')).once('error', () => end('refused'))
    socket.setTimeout(silence, () => end('refused'))
  })

/** Without a reader or a Ukey that is one nobody misses the service, even if a library for cards is installed. */
const usesReaders = (world: World): boolean => systemUsbDevices(world).some(({ smartCard }) => smartCard)

const check = async ({ root, env }: World): Promise<readonly Finding[]> => {
  const path = env.PCSCLITE_CSOCK_NAME || join(root, 'run/pcscd/pcscd.comm')
  if (!existsSync(path)) {
    const isInstalled = programs.some((program) => existsSync(join(root, program)))
    return [isInstalled ? found('pcscd-stopped', {}) : found('pcscd-absent', {})]
  }
  return (await answerOf(path)) === 'taken' ? [] : [found('pcscd-silent', { path })]
}

export const smartCardServiceStep = {
  id: 'smart-card-service',
  when: (world) => world.platform === 'linux' && usesReaders(world),
  finds: ['pcscd-absent', 'pcscd-stopped', 'pcscd-silent'],
  check,
} satisfies Step
