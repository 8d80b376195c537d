import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRegistration } from '../../../../src/main/browser-extension/registration.ts'
import type { Command } from '../../../../src/main/certificate-store/commands.ts'
import {
  chromiumExtensionId,
  extensionKey,
  nativeHost,
} from '../../../../src/shared/web-signing/relay-wire.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "浏览器 it's-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (...names: readonly string[]) => join(folder, ...names)
const chromium = '.config/chromium/NativeMessagingHosts'

const registration = (rest: { readonly platform?: NodeJS.Platform; readonly asked?: Command[] } = {}) =>
  createRegistration({
    ...{ home: at('data'), platform: rest.platform ?? 'linux', userFolder: at('user'), env: {} },
    command: ['/bin/echo', '-n', 'a b', '$HOME'],
    run: async (command) => {
      rest.asked?.push(command)
      return { outcome: 'done', said: '' }
    },
  })

const manifestIn = (where: string) =>
  JSON.parse(readFileSync(at('user', where, `${nativeHost}.json`), 'utf8'))

describe('the entry of the native host', () => {
  it('goes to the browsers that this user has, and to no others', async () => {
    for (const name of ['.config/chromium', '.mozilla']) mkdirSync(at('user', name), { recursive: true })
    expect(await registration().register()).toEqual(['chromium', 'firefox'])
    expect(manifestIn(chromium)).toMatchObject({
      ...{ name: nativeHost, type: 'stdio' },
      allowed_origins: [`chrome-extension://${chromiumExtensionId}/`],
    })
    expect(manifestIn('.mozilla/native-messaging-hosts').allowed_extensions).toHaveLength(1)
    expect(existsSync(at('user/.config/google-chrome'))).toBe(false)
  })

  it('names a program that only this user may start or change, and passes arguments on as they are', async () => {
    mkdirSync(at('user/.config/chromium'), { recursive: true })
    await registration().register()
    const { path } = manifestIn(chromium)
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(execFileSync(path, ['chrome-extension://x/'], { encoding: 'utf8' })).toBe(
      `a b $HOME --home ${at('data')} chrome-extension://x/`,
    )
  })

  it('is taken back, but not if it is that of another assistant', async () => {
    for (const name of ['.config/chromium', '.config/google-chrome'])
      mkdirSync(at('user', name), { recursive: true })
    await registration().register()
    const other = at('user/.config/google-chrome/NativeMessagingHosts', `${nativeHost}.json`)
    writeFileSync(other, JSON.stringify({ path: '/elsewhere' }))
    await registration().unregister()
    expect(existsSync(at('user', chromium, `${nativeHost}.json`))).toBe(false)
    expect(existsSync(other)).toBe(true)
  })

  it('is under the keys of the current user on Windows', async () => {
    const asked: Command[] = []
    expect(await registration({ platform: 'win32', asked }).register()).toEqual(['chrome', 'edge', 'firefox'])
    const edge = `HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\${nativeHost}`
    expect(asked).toContainEqual(
      expect.objectContaining({ program: 'reg', args: expect.arrayContaining(['add', edge]) }),
    )
  })
})

describe("the extension's id", () => {
  it('follows from its public key, as Chromium derives it', () => {
    const digest = createHash('sha256').update(Buffer.from(extensionKey, 'base64')).digest('hex').slice(0, 32)
    const letters = [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    expect(letters.join('')).toBe(chromiumExtensionId)
  })
})
