import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Undo } from '../../../../src/main/diagnosis/repair.ts'
import { repairs } from '../../../../src/main/diagnosis/repairs.ts'
import { found } from '../../../../src/main/diagnosis/step.ts'
import type { World } from '../../../../src/main/diagnosis/world.ts'
import type { RepairKind, Settings } from '../../../../src/shared/models/index.ts'
import { removeFolder, temporary } from '../../../house/issuance.ts'
import { snapshotWith } from '../../../world.ts'

const folder = temporary()
afterAll(() => removeFolder(folder))

const userFolder = join(folder, 'user')
const home = join(folder, 'home')
const autostart = join(userFolder, '.config/autostart/cert-assistant.desktop')
mkdirSync(home, { mode: 0o700 })

let settings: Settings = snapshotWith().settings
// These repairs look at nothing else of the world.
const world = {
  ...{ home, userFolder, root: folder, env: {}, platform: 'linux', clock: () => new Date() },
  processes: '/proc',
  snapshot: () => snapshotWith({ settings }),
  changeSettings: async (change: Partial<Settings>) => {
    settings = { ...settings, ...change }
  },
  shell: {
    setAutostart: async () => {
      mkdirSync(join(autostart, '..'), { recursive: true })
      writeFileSync(autostart, 'Exec="assistant"')
    },
  },
} as unknown as World

const repair = async (kind: RepairKind, on = ''): Promise<Undo> => {
  const undo = await repairs[kind](world, found('disk-full', {}, { repair: kind, on }))
  if (undo === null) throw new Error('no way back')
  return undo
}

const overtaken = { code: 'repair-overtaken' }

const leftover = (name: string): string => {
  const file = join(home, name)
  writeFileSync(file, 'old')
  return file
}

describe('撤销', () => {
  it('does not overwrite a file that somebody wrote after the repair', async () => {
    const undo = await repair('autostart-again')
    writeFileSync(autostart, 'Exec="of the person"')
    await expect(undo()).rejects.toMatchObject(overtaken)
    expect(readFileSync(autostart, 'utf8')).toBe('Exec="of the person"')
  })

  it('does not follow a link that came into the place of the file', async () => {
    rmSync(autostart, { force: true })
    const undo = await repair('autostart-again')
    const other = join(userFolder, 'other')
    writeFileSync(other, 'Exec="assistant"')
    rmSync(autostart)
    symlinkSync(other, autostart)
    await expect(undo()).rejects.toMatchObject(overtaken)
    expect(existsSync(autostart)).toBe(true)
  })

  it('brings back the file that was there, with its rights', async () => {
    rmSync(autostart, { force: true })
    writeFileSync(autostart, 'Exec="gone"')
    chmodSync(autostart, 0o600)
    const undo = await repair('autostart-again')
    await undo()
    expect(readFileSync(autostart, 'utf8')).toBe('Exec="gone"')
    expect(statSync(autostart).mode & 0o777).toBe(0o600)
  })

  it('does not put a file that was set aside over a new one', async () => {
    const file = leftover('one.aside')
    const undo = await repair('set-aside', file)
    writeFileSync(file, 'new')
    await expect(undo()).rejects.toMatchObject(overtaken)
    expect(readFileSync(file, 'utf8')).toBe('new')
  })

  it('does not open a file of somebody whose link came into its place', async () => {
    const file = leftover('machine.key')
    chmodSync(file, 0o644)
    const undo = await repair('keep-to-oneself', file)
    const secret = join(folder, 'secret')
    writeFileSync(secret, 'secret', { mode: 0o600 })
    rmSync(file)
    symlinkSync(secret, file)
    await expect(undo()).rejects.toThrow()
    expect(statSync(secret).mode & 0o777).toBe(0o600)
  })

  it('leaves a proxy alone that was chosen after the repair', async () => {
    settings = { ...settings, proxy: { mode: 'manual', address: 'http://127.0.0.1:1' } }
    const undo = await repair('no-proxy')
    settings = { ...settings, proxy: { mode: 'system' } }
    await expect(undo()).rejects.toMatchObject(overtaken)
    expect(settings.proxy).toEqual({ mode: 'system' })
  })
})

describe.runIf(process.platform === 'linux')('修复 of a process', () => {
  const script = join(folder, 'token-host.js')
  writeFileSync(script, 'setInterval(() => {}, 1000)')

  it.each([
    ['a host whose application runs by now', process.execPath, [script, `{"application":${process.pid}}`]],
    ['another program that reads a file of that name', 'tail', ['-f', script, '{"application":999999999}']],
  ])('leaves %s alone', async (_, program, args) => {
    const child = spawn(program, args, { stdio: 'ignore' })
    await once(child, 'spawn')
    const finding = found('leftover-host', { pid: 1 }, { repair: 'end-process', on: String(child.pid) })
    try {
      await expect(repairs['end-process'](world, finding)).rejects.toMatchObject({ code: 'not-found' })
      expect(child.signalCode).toBeNull()
    } finally {
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    }
  })
})
