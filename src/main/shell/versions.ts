import { isAssistantError } from '../../shared/errors/index.ts'
import type { Application } from '../application.ts'
import { runCommand } from '../certificate-store/run-command.ts'
import type { Log } from '../log/log.ts'
import type { ProductVersions } from '../versions/versions.ts'
import { noted } from './accidents.ts'
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
  readonly log: Log
}

/** An entry that an older version has made may name a program that goes now. */
const tellSystem = async ({ application, shell, version }: Parts): Promise<void> => {
  await renameEntry(version)
  if (application.state.current().settings.autostart) await shell.setAutostart(true)
}

/**
 * A person can work once the contract answers and gives its first snapshot. The system hears of a new version before
 * that is noted, so that it hears of it at the next start if this one ends too early.
 */
export const tellReady = async (parts: Parts): Promise<void> => {
  const { application, versions, log } = parts
  const stopper = new AbortController()
  const snapshots = await ownClient(application.serve).state.watch(undefined, { signal: stopper.signal })
  await snapshots.next()
  stopper.abort()
  if (versions.isNew()) await tellSystem(parts).catch(noted(log, 'entries of the system'))
  versions.ready()
}

/** A start that fails for a known reason (no room, a wrong argument, a newer data folder) says nothing against the version. */
export const excuseKnown = (versions: ProductVersions, error: unknown): void => {
  if (error instanceof CannotStart || isAssistantError(error)) versions.excuse()
}
