import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Keyring } from '../../native/index.ts'
import type { Ground } from '../house/ground.ts'
import { createCertificateStore } from './certificate-store.ts'
import { storeCommands } from './commands.ts'
import { certificateStoreHandlers } from './handlers.ts'
import { runCommand } from './run-command.ts'

type Needs = Pick<Ground, 'home' | 'log' | 'state'> & { readonly keyring: Pick<Keyring, 'current'> }

export const certificateStorePart = ({ home, log, state, keyring }: Needs) => {
  const store = createCertificateStore({
    folder: join(home, 'system-store'),
    commands: storeCommands(process.platform, homedir()),
    run: runCommand,
    enabled: () => state.current().settings.importSigningCertificate,
    present: keyring.current,
    log,
  })
  state.follow(
    ({ settled, tokens, settings }) => [settled, tokens, settings.importSigningCertificate],
    store.look,
  )
  return { service: store, handlers: certificateStoreHandlers(store) }
}
