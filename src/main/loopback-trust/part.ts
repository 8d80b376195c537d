import { homedir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../certificate-store/run-command.ts'
import type { Ground } from '../house/ground.ts'
import { loopbackTrustHandlers } from './handlers.ts'
import { createLoopbackTrust } from './loopback-trust.ts'
import { trustStores } from './stores.ts'

const day = 86_400_000

export const loopbackTrustPart = ({ home, log, clock }: Pick<Ground, 'home' | 'log' | 'clock'>) => {
  const trust = createLoopbackTrust({
    folder: join(home, 'loopback-trust'),
    stores: () => trustStores(process.platform, homedir()),
    run: runCommand,
    ...{ clock, log },
  })
  const look = (): void =>
    void trust.look().catch((error: unknown) => log(`the local certificate: ${String(error)}`))
  let daily: NodeJS.Timeout | undefined
  return {
    service: trust,
    handlers: loopbackTrustHandlers(trust),
    start: () => {
      look()
      daily = setInterval(look, day).unref()
    },
    stop: () => clearInterval(daily),
  }
}
