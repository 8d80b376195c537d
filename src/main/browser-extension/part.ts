import { homedir } from 'node:os'
import { runCommand } from '../certificate-store/run-command.ts'
import type { Ground } from '../house/ground.ts'
import { stackOf } from '../log/stack-of.ts'
import type { webSigningPart } from '../web-signing/part.ts'
import { pageLine } from './page-line.ts'
import { createRegistration } from './registration.ts'
import { createRelay } from './relay.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'shell' | 'log'> & {
  readonly webSigning: Pick<ReturnType<typeof webSigningPart>['service'], 'connect' | 'tellExtension'>
}

/** While 代理服务 has the extension switched on, browsers know its native host and we listen for it. */
export const browserExtensionPart = ({ home, state, shell, log, webSigning }: Needs) => {
  const relay = createRelay({ home, log, enter: pageLine(webSigning) })
  const registration = createRegistration({
    ...{ home, platform: process.platform, userFolder: homedir(), env: process.env },
    ...{ command: shell.extensionHost, run: runCommand },
  })
  let queue: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): void => {
    queue = queue.then(work).catch((error: unknown) => {
      log(stackOf(error))
      webSigning.tellExtension('failed')
    })
  }
  const begin = async (): Promise<void> => {
    await relay.start()
    await registration.register()
    webSigning.tellExtension('listening')
  }
  const end = async (): Promise<void> => {
    relay.stop()
    await registration.unregister()
    webSigning.tellExtension('off')
  }
  let was = false
  state.follow(
    ({ webSigning: { carriers } }) => [carriers.find(({ name }) => name === 'extension')?.on ?? false],
    () => {
      const on = state.current().webSigning.carriers.some((one) => one.name === 'extension' && one.on)
      if (on === was) return
      was = on
      inTurn(on ? begin : end)
    },
  )
  return { service: {}, stop: relay.stop }
}
