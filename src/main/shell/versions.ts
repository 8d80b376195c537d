import { isAssistantError } from '../../shared/errors/index.ts'
import type { Application } from '../application.ts'
import { runCommand } from '../certificate-store/run-command.ts'
import type { ProductVersions } from '../versions/versions.ts'
import { ownClient } from './own-client.ts'
import type { Shell } from './shell.ts'
import { CannotStart } from './start-failure.ts'

const entry = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\cn.cert-assistant.desktop'

/** What Windows lists among the installed programs is what works, so it changes no earlier. */
const renameEntry = async (version: string): Promise<void> => {
  if (process.platform !== 'win32') return
  if ((await runCommand({ program: 'reg', args: ['query', entry] })).outcome !== 'done') return
  const args = ['add', entry, '/v', 'DisplayVersion', '/t', 'REG_SZ', '/d', version, '/f']
  await runCommand({ program: 'reg', args })
}

type Parts = {
  readonly application: Pick<Application, 'serve' | 'state'>
  readonly versions: ProductVersions
  readonly shell: Pick<Shell, 'setAutostart'>
  readonly version: string
}

/**
 * A person can work once the contract answers and gives its first snapshot. The first time of a version, the system
 * hears of it: an entry that an older one has made may name a program that goes now.
 */
export const tellReady = async ({ application, versions, shell, version }: Parts): Promise<void> => {
  const stopper = new AbortController()
  const snapshots = await ownClient(application.serve).state.watch(undefined, { signal: stopper.signal })
  await snapshots.next()
  stopper.abort()
  let isFirst = false
  versions.ready(() => {
    isFirst = true
  })
  if (!isFirst) return
  await renameEntry(version)
  if (application.state.current().settings.autostart) await shell.setAutostart(true)
}

/** A start that fails for a known reason (no room, a wrong argument, a newer data folder) says nothing against the version. */
export const excuseKnown = (versions: ProductVersions, error: unknown): void => {
  if (error instanceof CannotStart || isAssistantError(error)) versions.excuse()
}
