import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isWritten, readAccountFile } from '../../../../src/main/account/account-file.ts'
import { readRegistered, writeRegistered } from '../../../../src/main/certificate-store/registered-file.ts'
import { readFileAt } from '../../../../src/main/files/file-reading.ts'
import { openNotifiedFile } from '../../../../src/main/notifications/notified-file.ts'
import { createDefaultPinNotices } from '../../../../src/main/pin/default-pin.ts'
import { emptyMemory } from '../../../../src/main/reminders/memory.ts'
import { readReminders, writeReminders } from '../../../../src/main/reminders/reminder-file.ts'
import { readSettings, writeSettings } from '../../../../src/main/settings/settings-file.ts'
import { defaultSettings } from '../../../../src/shared/models/index.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'file-reading-'))
})
afterEach(() => {
  chmodSync(home, 0o700)
  rmSync(home, { recursive: true, force: true })
})

/** Things that may be in the place of a file of ours. */
const strange: Readonly<Record<string, (path: string) => void>> = {
  'a folder': (path) => mkdirSync(join(path, 'x'), { recursive: true }),
  'a link to itself': (path) => symlinkSync(path, path),
  'a device that never ends': (path) => symlinkSync('/dev/zero', path),
  'a pipe that nobody writes to': (path) => execFileSync('mkfifo', [path]),
  'a file without an end': (path) => {
    writeFileSync(path, '')
    truncateSync(path, 3 * 2 ** 30)
  },
}

/** Reads a small file, then writes it. Both must succeed. */
const small: Readonly<Record<string, () => void>> = {
  'settings.json': () => {
    expect(readSettings(home, new Date()).settings).toEqual(defaultSettings)
    writeSettings(home, defaultSettings)
  },
  'account.json': () => {
    expect(readAccountFile(join(home, 'account.json'))).toBeNull()
    isWritten(join(home, 'account.json'), { clientId: 'c'.repeat(20), sessions: [] })
  },
  'reminders.json': () => {
    expect(readReminders(join(home, 'reminders.json'), () => {})).toEqual(emptyMemory)
    writeReminders(join(home, 'reminders.json'), emptyMemory)
  },
  'notifications.json': () => {
    const file = openNotifiedFile(join(home, 'notifications.json'), () => {})
    expect(file.read()).toEqual([])
    file.write([])
  },
  'registered.json': () => {
    expect(readRegistered(join(home, 'registered.json'))).toEqual([])
    writeRegistered(join(home, 'registered.json'), [])
  },
  'default-pins.json': () => {
    const token = {
      id: 't',
      label: 'x',
      vendor: '',
      pin: { isDefault: true, initialised: true, locked: false },
    }
    expect(createDefaultPinNotices(join(home, 'default-pins.json'))([token as never])).toHaveLength(1)
  },
}

describe.each(Object.keys(strange))('%s', (kind) => {
  it('is not read as a file of ours, and at once', () => {
    strange[kind]?.(join(home, 'x'))
    expect(readFileAt(join(home, 'x'), 1024)).toEqual({ kind: 'unusable' })
  })

  it.each(Object.keys(small))('in the place of %s is moved away, and kept', (name) => {
    strange[kind]?.(join(home, name))
    small[name]?.()
    expect(readFileAt(join(home, name), 1024)).toMatchObject({ kind: 'read' })
    expect(readdirSync(home).filter((one) => one.endsWith('.aside'))).toHaveLength(1)
  })
})

it('nothing is read where there is nothing', () => {
  expect(readFileAt(join(home, 'x'), 1024)).toEqual({ kind: 'absent' })
  expect(readFileAt(join(home, 'x', 'y'), 1024)).toEqual({ kind: 'absent' })
})
