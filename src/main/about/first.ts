import { release, version } from 'node:os'
import { join } from 'node:path'
import type { Snapshot } from '../../shared/models/index.ts'
import type { Shell } from '../shell/shell.ts'

export const firstAbout = (known: {
  readonly home: string
  readonly version: string
  readonly shell: Pick<Shell, 'kind' | 'runtime'>
}): Pick<Snapshot, 'about'> => ({
  about: {
    version: known.version,
    shell: known.shell.kind,
    runtime: known.shell.runtime,
    // The name that people know it by, such as Windows 10 Pro.
    system: `${process.platform === 'win32' ? version() : process.platform} ${release()} ${process.arch}`,
    dataFolder: known.home,
    logFolder: join(known.home, 'logs'),
  },
})
