import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../certificate-store/run-command.ts'
import type { Ground } from '../house/ground.ts'
import { stackOf } from '../log/stack-of.ts'
import type { webSigningPart } from '../web-signing/part.ts'
import type { BrowserName } from './browsers.ts'
import { browserExtensionHandlers } from './handlers.ts'
import { pageLine } from './page-line.ts'
import { createRegistration } from './registration.ts'
import { createRelay } from './relay.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'shell' | 'log'> & {
  /** The installed product has the extension among its resources, the repository in its build. */
  readonly resources: string
  readonly build: string
  readonly webSigning: Pick<ReturnType<typeof webSigningPart>['service'], 'connect' | 'tellExtension'>
}

const registrationOf = ({ home, shell }: Pick<Needs, 'home' | 'shell'>) =>
  createRegistration({
    ...{ home, platform: process.platform, userFolder: homedir(), env: process.env },
    ...{ command: shell.extensionHost, run: runCommand },
  })

const folderOf = ({ resources, build }: Pick<Needs, 'resources' | 'build'>): string => {
  const installed = join(resources, 'extension')
  return existsSync(installed) ? installed : join(build, 'extension')
}

/** What can be told of the extension while nobody listens for it and nothing is registered. */
export const extensionAtRest = (needs: Pick<Needs, 'home' | 'shell' | 'resources' | 'build'>) => {
  const { starter } = registrationOf(needs)
  const finding = { browsers: [], connected: 0, folder: folderOf(needs) }
  return { finding: () => finding, register: () => Promise.resolve(), starter }
}

/** While 代理服务 has the extension switched on, browsers know its native host and we listen for it. */
export const browserExtensionPart = ({ home, state, shell, log, webSigning, resources, build }: Needs) => {
  const relay = createRelay({ home, log, enter: pageLine(webSigning) })
  const registration = registrationOf({ home, shell })
  const folder = folderOf({ resources, build })
  let browsers: readonly BrowserName[] = []
  let queue: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): void => {
    queue = queue.then(work).catch((error: unknown) => {
      log(stackOf(error))
      webSigning.tellExtension('failed')
    })
  }
  const begin = async (): Promise<void> => {
    await relay.start()
    browsers = await registration.register()
    webSigning.tellExtension('listening')
  }
  const end = async (): Promise<void> => {
    relay.stop()
    await registration.unregister()
    browsers = []
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
  const service = {
    finding: () => ({ browsers, connected: relay.connected(), folder }),
    /** Tells the browsers once more. */
    register: async (): Promise<void> => {
      browsers = await registration.register()
    },
    starter: registration.starter,
  }
  return { service, handlers: browserExtensionHandlers(service), stop: relay.stop }
}
