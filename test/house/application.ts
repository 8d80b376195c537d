import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Application, type ApplicationOptions, createApplication } from '../../src/main/application.ts'
import { createWebShell } from '../../src/main/shell/web/web-shell.ts'
import { type Client, clientOver } from '../../src/renderer/live/client.ts'
import { duplexOver } from '../../src/shared/channel/duplex.ts'
import type { Snapshot } from '../../src/shared/models/index.ts'
import { type SnapshotUpdate, snapshotsOf } from '../../src/shared/snapshot/update.ts'

const root = join(import.meta.dirname, '../..')

/** Both ends of a line; what is said goes over it as text, as it does between two processes. */
const line = () => {
  const one = duplexOver((message) => queueMicrotask(() => other.arrive(message)))
  const other = duplexOver((message) => queueMicrotask(() => one.arrive(message)))
  return [one.duplex, other.duplex] as const
}

export type ApplicationHouse = Pick<Application, 'openFiles'> & {
  readonly client: Client
  readonly home: string
  /** All that was told to the window, as it was told. */
  readonly told: readonly SnapshotUpdate[]
  snapshot(): Snapshot
  until(isSo: (snapshot: Snapshot) => boolean): Promise<Snapshot>
  stop(): Promise<void>
}

/** The whole application in this process with one window, no Ukey drivers and an authority that nobody reaches. */
export const openApplication = async (
  lay: (home: string) => Promise<void>,
  policies: ApplicationOptions['policies'] = { sources: [] },
): Promise<ApplicationHouse> => {
  const folder = mkdtempSync(join(tmpdir(), 'application-'))
  const [home, resources] = [join(folder, 'home'), join(folder, 'resources')]
  for (const each of [home, join(resources, 'drivers')]) mkdirSync(each, { recursive: true })
  for (const data of ['issuers', 'help', 'updates'])
    cpSync(join(root, data), join(resources, data), { recursive: true })
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ format: 1, issuerId: 'bjca' }))
  // The certificate store of whoever runs the tests is left alone.
  process.env.HOME = folder
  await lay(home)
  const shell = createWebShell({ bundle: folder, pages: () => 1, quit: () => undefined, command: [] })
  const log: string[] = []
  const application = createApplication({
    ...{ home, resources, shell, build: folder, version: '0', policies },
    log: (text) => log.push(text),
  })
  await application.start()
  const [ours, theirs] = line()
  application.serve(theirs)
  const client = clientOver(ours)
  const told: SnapshotUpdate[] = []
  let newest: Snapshot | null = null
  const lookers = new Set<(snapshot: Snapshot) => void>()
  async function* heard(): AsyncGenerator<SnapshotUpdate> {
    for await (const update of await client.state.watch()) {
      told.push(update)
      yield update
    }
  }
  const watch = async () => {
    for await (const snapshot of snapshotsOf(heard())) {
      newest = snapshot
      for (const look of lookers) look(snapshot)
    }
  }
  void watch().catch(() => undefined)
  return {
    openFiles: application.openFiles,
    client,
    home,
    told,
    snapshot: () => {
      if (newest === null) throw new Error('no snapshot has come yet')
      return newest
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const look = (snapshot: Snapshot) => {
          if (isSo(snapshot) && lookers.delete(look)) resolve(snapshot)
        }
        lookers.add(look)
        if (newest) look(newest)
      }),
    stop: async () => {
      await application.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
