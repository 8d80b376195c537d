import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { browserExtensionPart, extensionAtRest } from '../../../../src/main/browser-extension/part.ts'
import type { Shell } from '../../../../src/main/shell/shell.ts'
import { nativeHost } from '../../../../src/shared/web-signing/relay-wire.ts'
import { calmState } from '../calm-state.ts'
import { carrier } from '../diagnosis/step-world.ts'

const now = new Date('2026-11-20T02:00:00.000Z')

/** The extension of a person whose folders are this test's own. */
const setUp = () => {
  const top = mkdtempSync(join(tmpdir(), 'extension-'))
  const { HOME: homeBefore, XDG_CONFIG_HOME: configBefore } = process.env
  onTestFinished(() => {
    if (homeBefore === undefined) delete process.env.HOME
    else process.env.HOME = homeBefore
    if (configBefore !== undefined) process.env.XDG_CONFIG_HOME = configBefore
    rmSync(top, { recursive: true, force: true })
  })
  process.env.HOME = top
  delete process.env.XDG_CONFIG_HOME
  mkdirSync(join(top, '.config/chromium'), { recursive: true })
  const home = join(top, 'data')
  mkdirSync(home)
  const state = calmState(() => now)
  const told: string[] = []
  const log: string[] = []
  let wake = (): void => {}
  const places = { resources: join(top, 'resources'), build: join(top, 'build') }
  const shell = { extensionHost: ['/bin/echo'] } as unknown as Shell
  const connect = () => {
    throw new Error('no page comes here')
  }
  const tellExtension = (what: string): void => {
    told.push(what)
    wake()
  }
  const part = browserExtensionPart({
    ...{ home, state, shell, ...places, log: (line) => void log.push(line) },
    webSigning: { connect, tellExtension },
  })
  onTestFinished(() => part.stop())
  const next = async (): Promise<string | undefined> => {
    while (told.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    return told.shift()
  }
  const turn = (on: boolean): void =>
    state.change({ webSigning: { on, carriers: [carrier('extension', { on })], sites: [] } })
  const manifest = join(top, '.config/chromium/NativeMessagingHosts', `${nativeHost}.json`)
  return { ...{ top, home, state, part, places, shell, log }, next, turn, manifest, told }
}

describe('the extension of browsers', () => {
  it('is told to browsers while it is on, and not any more when it is off', async () => {
    const { next, turn, manifest, part, places } = setUp()
    expect(part.service.finding()).toEqual({
      ...{ browsers: [], connected: 0, folder: join(places.build, 'extension') },
    })
    expect(existsSync(manifest)).toBe(false)
    turn(true)
    expect(await next()).toBe('listening')
    expect(JSON.parse(readFileSync(manifest, 'utf8')).path).toBe(part.service.starter)
    expect(part.service.finding().browsers).toEqual(['chromium'])
    turn(false)
    expect(await next()).toBe('off')
    expect([existsSync(manifest), part.service.finding().browsers]).toEqual([false, []])
  })

  it('is switched only when it changes', async () => {
    const { next, turn, manifest, told, state } = setUp()
    turn(true)
    expect(await next()).toBe('listening')
    state.change({ webSigning: { on: true, carriers: [carrier('own'), carrier('extension')], sites: [] } })
    turn(false)
    expect(await next()).toBe('off')
    turn(true)
    expect([await next(), existsSync(manifest), told]).toEqual(['listening', true, []])
  })

  it('may be told once more', async () => {
    const { next, turn, manifest, part } = setUp()
    turn(true)
    await next()
    rmSync(manifest)
    await part.service.register()
    expect([existsSync(manifest), part.service.finding().browsers]).toEqual([true, ['chromium']])
  })

  it('fails if there is no place for it, and that is written down', async () => {
    const { next, turn, home, log } = setUp()
    rmSync(home, { recursive: true })
    writeFileSync(home, '')
    turn(true)
    expect([await next(), log.length]).toEqual(['failed', 1])
  })

  it('at rest is told without doing anything', async () => {
    const { home, shell, places, manifest, part } = setUp()
    mkdirSync(join(places.resources, 'extension'), { recursive: true })
    const rest = extensionAtRest({ home, shell, ...places })
    expect(rest.finding()).toEqual({
      ...{ browsers: [], connected: 0, folder: join(places.resources, 'extension') },
    })
    expect(rest.starter).toBe(part.service.starter)
    await rest.register()
    expect(existsSync(manifest)).toBe(false)
  })
})
