import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, statfsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { settingsProblem } from '../../../src/main/notices/file-problems.ts'
import { readSettings } from '../../../src/main/settings/settings-file.ts'
import type { DiagnosisHouse } from '../../house/diagnosis.ts'
import { openSmallDisk, whyNoSmallDisk } from '../disk/small-disk.ts'
import type { Fault, Mend } from './fault.ts'

const kept = (path: string): Mend => {
  const content = readFileSync(path)
  return () => writeFileSync(path, content)
}

const list = ({ build }: DiagnosisHouse) => join(build, 'files.json')

/** The data folder on a file system of its own, as full as wanted. */
const onSmallDisk =
  (fill: boolean) =>
  (stage: DiagnosisHouse): Mend => {
    const disk = openSmallDisk()
    const world = stage.world as { home: string }
    const { home } = world
    if (fill) disk.fill({ of: 'pages', count: 0 })
    world.home = disk.folder
    return () => {
      world.home = home
      disk.close()
    }
  }

const put =
  (name: string, content = '', old = false) =>
  ({ house }: DiagnosisHouse): Mend => {
    const file = join(house.home, name)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, content)
    if (old) utimesSync(file, new Date(Date.now() - 3_600_000), new Date(Date.now() - 3_600_000))
    return () => rmSync(file, { force: true })
  }

export const fileFaults: readonly Fault[] = [
  {
    ...{ name: 'a program file was changed', step: 'files', finds: 'file-changed' },
    make: ({ build }) => {
      const mend = kept(join(build, 'main/web.js'))
      writeFileSync(join(build, 'main/web.js'), 'import "./stranger.js"\n')
      return mend
    },
  },
  {
    ...{ name: 'a program file is gone', step: 'files', finds: 'file-missing' },
    make: ({ build }) => {
      const mend = kept(join(build, 'main/index.js'))
      rmSync(join(build, 'main/index.js'))
      return mend
    },
  },
  {
    ...{ name: 'the list of program files is gone', step: 'files', finds: 'file-list-missing' },
    make: (stage) => {
      const mend = kept(list(stage))
      rmSync(list(stage))
      return mend
    },
  },
  {
    ...{ name: 'the list of program files is damaged', step: 'files', finds: 'file-list-missing' },
    make: (stage) => {
      const mend = kept(list(stage))
      writeFileSync(list(stage), '{"format":1,"files":')
      return mend
    },
  },
  {
    ...{ name: 'the program files are of another version', step: 'version', finds: 'version-mixed' },
    make: (stage) => {
      const mend = kept(list(stage))
      writeFileSync(
        list(stage),
        readFileSync(list(stage), 'utf8').replace('"version":"0"', '"version":"9.9"'),
      )
      return mend
    },
  },
  {
    ...{ name: 'others can open the data folder', step: 'rights', finds: 'folder-open' },
    ...{ repaired: true, undone: true },
    make: ({ house }) => {
      chmodSync(house.home, 0o755)
      return () => chmodSync(house.home, 0o700)
    },
  },
  {
    ...{ name: 'others can read a key file', step: 'rights', finds: 'file-open' },
    ...{ repaired: true, undone: true },
    make: ({ house }) => {
      const file = join(house.home, 'machine.key')
      writeFileSync(file, 'secret')
      chmodSync(file, 0o644)
      chmodSync(house.home, 0o755)
      return () => {
        chmodSync(house.home, 0o700)
        rmSync(file)
      }
    },
  },
  {
    ...{ name: 'a folder can only be read', step: 'rights', finds: 'folder-not-writable' },
    skipped: whyNoSmallDisk,
    make: ({ house }) => {
      const folder = join(house.home, 'authorities')
      mkdirSync(folder, { recursive: true })
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', folder])
      return () => void execFileSync('umount', ['-l', folder])
    },
  },
  {
    ...{ name: 'the disk is full', step: 'disk', finds: 'disk-full', skipped: whyNoSmallDisk },
    make: onSmallDisk(true),
  },
  {
    ...{ name: 'the disk has six megabytes', step: 'disk', finds: 'disk-low' },
    skipped: () =>
      whyNoSmallDisk() ?? (statfsSync('/tmp').bavail === 0 ? 'the disk of this machine is full' : null),
    make: onSmallDisk(false),
  },
  {
    ...{ name: 'a write was broken off', step: 'data-folder', finds: 'leftover-file' },
    ...{ repaired: true, undone: true },
    make: put('settings.json.0a1b2c3d4e5f.tmp', '{"form', true),
  },
  {
    ...{ name: 'a write of a soft certificate was broken off', step: 'data-folder', finds: 'leftover-file' },
    ...{ repaired: true, undone: true },
    make: put('soft/a.soft.0a1b2c3d4e5f.tmp', '{', true),
  },
  {
    ...{ name: 'a damaged file was put aside', step: 'data-folder', finds: 'set-aside-file' },
    ...{ repaired: true, undone: true },
    make: put('history.jsonl.2026-11-20T02-20-00-000Z.aside', '\0\0\0'),
  },
  {
    ...{ name: 'a damaged journal was put aside', step: 'data-folder', finds: 'set-aside-file' },
    ...{ repaired: true, undone: true },
    make: put('journal/issue.a1.journal.2026-11-20T02-20-00-000Z.damaged', 'not a record'),
  },
  {
    ...{ name: 'the settings are damaged', step: 'data-folder', finds: 'settings-damaged' },
    make: ({ house, root }) => {
      const folder = join(root, 'other-home')
      mkdirSync(folder)
      writeFileSync(join(folder, 'settings.json'), '{"format":1,"language":')
      const { problem } = readSettings(folder, new Date())
      if (problem === null) throw new Error('damaged settings were read')
      const { key, ...told } = settingsProblem(problem)
      const before = house.state.current().notices
      house.state.change({
        notices: [...before, { id: `settings-file ${key}`, source: 'settings-file', ...told }],
      })
      return () => {
        house.state.change({ notices: before })
        rmSync(folder, { recursive: true })
      }
    },
  },
  {
    ...{ name: 'a journal that nobody knows', step: 'journals', finds: 'journal-stray' },
    make: put('journal/issue.stranger.journal', '{}'),
  },
  {
    ...{ name: 'the automatic start is not registered', step: 'autostart', finds: 'autostart-missing' },
    ...{ repaired: true, undone: true },
    make: autostart(null, true),
  },
  {
    ...{ name: 'the automatic start leads nowhere', step: 'autostart', finds: 'autostart-broken' },
    ...{ repaired: true, undone: true },
    make: autostart(() => '[Desktop Entry]\nExec="/opt/gone/cert assistant" "--hidden"\n', true),
  },
  {
    ...{ name: 'the automatic start was left behind', step: 'autostart', finds: 'autostart-unwanted' },
    ...{ repaired: true, undone: true },
    make: autostart(
      ({ house }) => `[Desktop Entry]\nExec="${process.execPath}" "--home" "${house.home}"\n`,
      false,
    ),
  },
  {
    ...{ name: 'the desktop shows no notifications', step: 'desktop', finds: 'notifications-off' },
    make: ({ twist }) => {
      twist.desktop = { notifications: false, tray: true }
      return () => {
        twist.desktop = { notifications: true, tray: true }
      }
    },
  },
  {
    ...{ name: 'the desktop has no tray', step: 'desktop', finds: 'tray-absent' },
    make: ({ twist }) => {
      twist.desktop = { notifications: true, tray: false }
      return () => {
        twist.desktop = { notifications: true, tray: true }
      }
    },
  },
]

/** The entry as wanted, and whether the settings ask for it. */
function autostart(entry: ((stage: DiagnosisHouse) => string) | null, wanted: boolean) {
  return (stage: DiagnosisHouse): Mend => {
    const { house, userFolder } = stage
    const file = join(userFolder, '.config/autostart/cert-assistant.desktop')
    const { settings } = house.state.current()
    rmSync(file, { force: true })
    if (entry !== null) {
      mkdirSync(join(file, '..'), { recursive: true })
      writeFileSync(file, entry(stage))
    }
    house.state.change({ settings: { ...settings, autostart: wanted } })
    return () => {
      rmSync(file, { force: true })
      house.state.change({ settings })
    }
  }
}
