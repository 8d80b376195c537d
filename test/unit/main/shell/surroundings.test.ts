import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readElectronFlags } from '../../../../src/main/shell/electron/flags.ts'
import { isTrustedSender } from '../../../../src/main/shell/electron/trusted-sender.ts'
import { environmentProxy } from '../../../../src/main/shell/environment-proxy.ts'
import { chooseHome, openHome } from '../../../../src/main/shell/home.ts'
import { lockHome } from '../../../../src/main/shell/home-lock.ts'
import { pathBelow } from '../../../../src/main/shell/page-files.ts'
import { CannotStart, startFailureLine, startFailureOf } from '../../../../src/main/shell/start-failure.ts'
import { autostartEntry } from '../../../../src/main/shell/xdg-autostart.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'shell-'))

describe('the data folder', () => {
  const linux = { env: {}, platform: 'linux', userFolder: '/home/li' } as const

  it('is the named one, else that of the environment, else the system’s usual place', () => {
    expect(chooseHome('/a', { ...linux, env: { CERT_ASSISTANT_HOME: '/b' } })).toBe('/a')
    expect(chooseHome(undefined, { ...linux, env: { CERT_ASSISTANT_HOME: '/b' } })).toBe('/b')
    expect(chooseHome(undefined, linux)).toBe('/home/li/.local/share/cert-assistant')
    expect(chooseHome(undefined, { ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/cert-assistant')
    expect(chooseHome(undefined, { ...linux, platform: 'darwin' })).toBe(
      '/home/li/Library/Application Support/cert-assistant',
    )
    expect(chooseHome(undefined, { ...linux, platform: 'win32', env: { APPDATA: '/roaming' } })).toBe(
      '/roaming/cert-assistant',
    )
    expect(chooseHome('here', linux)).toBe(resolve('here'))
  })

  it.skipIf(process.platform === 'win32')('is made readable only for its owner', () => {
    const home = join(folder(), 'deep', 'home')
    openHome(home)
    expect(statSync(home).mode & 0o777).toBe(0o700)
  })

  it
    .skipIf(process.platform !== 'linux')
    .each(['/proc/x', '/proc/x/y', '/proc/self/x/y', '/sys/x/y', '/dev/null/x'])(
    'is refused, and not tried for ever, as %s',
    (home) => {
      const module = new URL('../../../../src/main/shell/home.ts', import.meta.url).href
      const code = `import { openHome } from '${module}'; try { openHome('${home}') } catch ({ code }) { console.log(code) }`
      const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
        encoding: 'utf8',
        timeout: 10_000,
      })
      expect(stdout.trim()).toBe('folder-not-writable')
    },
  )

  it('is made with all the folders above it, also when another start makes it at the same time', async () => {
    const home = join(folder(), 'a', 'b', 'c')
    const module = new URL('../../../../src/main/shell/home.ts', import.meta.url).href
    const code = `import { openHome } from '${module}'; openHome('${home}')`
    const ends = Array.from({ length: 4 }, () => spawn(process.execPath, ['--input-type=module', '-e', code]))
    const codes = await Promise.all(ends.map((one) => new Promise((done) => one.once('exit', done))))
    expect(codes).toEqual([0, 0, 0, 0])
  })

  it('is refused with an entry of the catalogue if it cannot be written', () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    expect(() => openHome(join(file, 'home'))).toThrow(
      expect.objectContaining({ code: 'folder-not-writable' }),
    )
  })
})

describe('the lock of the data folder', () => {
  it('is held once, and free again after its release', () => {
    const home = folder()
    const lock = lockHome(home)
    expect(lock).not.toBeNull()
    expect(lockHome(home)).toBeNull()
    lock?.release()
    const again = lockHome(home)
    expect(again).not.toBeNull()
    again?.release()
  })

  it('ends with the process that held it, however that ended', async () => {
    const home = folder()
    const module = new URL('../../../../src/main/shell/home-lock.ts', import.meta.url).href
    const code = `import { lockHome } from '${module}'; globalThis.held = lockHome(process.argv[1]); console.log(globalThis.held !== null); setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['--input-type=module', '-e', code, home])
    const said = await new Promise((done) => holder.stdout.once('data', (text) => done(String(text).trim())))
    expect(said).toBe('true')
    expect(lockHome(home)).toBeNull()
    holder.kill('SIGKILL')
    await new Promise((done) => holder.once('exit', done))
    const lock = lockHome(home)
    expect(lock).not.toBeNull()
    lock?.release()
  })

  it.skipIf(process.platform === 'win32')('can be taken again after the disk has become full', () => {
    const home = folder()
    lockHome(home)?.release()
    // From now on a write into it fails as on a full disk, because the limit is at the file's end.
    const { size } = statSync(join(home, 'instance.lock'))
    const module = new URL('../../../../src/main/shell/home-lock.ts', import.meta.url).href
    const code = `import { lockHome } from '${module}'; console.log(lockHome('${home}') !== null)`
    const script = `ulimit -f ${Math.floor(size / 1024)}; trap '' XFSZ; exec "$0" --input-type=module -e "$1"`
    const { stdout } = spawnSync('bash', ['-c', script, process.execPath, code], { encoding: 'utf8' })
    expect(stdout.trim()).toBe('true')
  })

  it('is not blocked by a lock file that is not one', () => {
    const home = folder()
    writeFileSync(join(home, 'instance.lock'), 'x'.repeat(4096))
    const lock = lockHome(home)
    expect(lock).not.toBeNull()
    lock?.release()
  })
})

describe('the words of a start that fails', () => {
  it('are one line in either language, with what to do and the code for the hotline', () => {
    const failure = startFailureOf(new AssistantError('folder-not-writable', { folder: '/x' }))
    for (const language of ['zh-CN', 'en'] as const) {
      const line = startFailureLine(failure, language)
      expect(line).not.toContain('\n')
      expect(line).toContain('/x')
      expect(line).toContain('[A07]')
    }
  })

  it.each(['zh-CN', 'en'] as const)('names each fact once in its line (%s)', (language) => {
    const lineOf = (error: AssistantError) => startFailureLine(startFailureOf(error), language)
    const times = (line: string, fact: string) => line.split(fact).length - 1
    // Its sentence has the fact; the other's has not.
    expect(
      times(lineOf(new AssistantError('command-unknown', { command: 'frobnicate' })), 'frobnicate'),
    ).toBe(1)
    expect(times(lineOf(new AssistantError('folder-not-writable', { folder: '/a/b' })), '/a/b')).toBe(1)
    expect(lineOf(new AssistantError('already-running'))).not.toMatch(/\(\)|（）/)
  })

  it('reveal nothing from inside an unexpected error', () => {
    expect(startFailureLine(startFailureOf(new Error('inner secret')), 'en')).not.toContain('inner secret')
  })
})

describe('the flags of the Electron shell', () => {
  it('are found among those of Chromium', () => {
    expect(
      readElectronFlags(['electron', '.', '--no-sandbox', '--hidden', '--home', '/h', '--captcha-answer=AB']),
    ).toEqual({ hidden: true, quit: false, extensionHost: false, home: '/h', captchaAnswer: 'AB' })
    expect(readElectronFlags(['electron'])).toEqual({
      extensionHost: false,
      hidden: false,
      quit: false,
      home: undefined,
      captchaAnswer: undefined,
    })
    expect(readElectronFlags(['electron', '--quit']).quit).toBe(true)
  })

  it('are refused without their value', () => {
    expect(() => readElectronFlags(['--home', '--hidden'])).toThrow(CannotStart)
    expect(() => readElectronFlags(['--home'])).toThrow(CannotStart)
  })
})

describe('the sender of a message', () => {
  const own = (address: string) => address.startsWith('app://assistant/')

  it('is trusted only if it is the main frame of our own page', () => {
    expect(isTrustedSender({ url: 'app://assistant/#/home', parent: null }, own)).toBe(true)
    expect(isTrustedSender({ url: 'app://assistant/', parent: {} }, own)).toBe(false)
    expect(isTrustedSender({ url: 'https://evil.example/', parent: null }, own)).toBe(false)
    expect(isTrustedSender(null, own)).toBe(false)
  })
})

describe('the path of a page', () => {
  it.each(['/', '/index.html', '/assets/a-b_c.js'])('%s is one', (path) => {
    expect(pathBelow('/root', path)).not.toBeNull()
  })

  it.each([
    '',
    'x',
    '/../x',
    '/a/../../x',
    '/%2e%2e/x',
    '/a%00',
    '/a\\..\\b',
    '/C:/x',
    '/.x',
    '/a/.x',
    '/%zz',
  ])('%s is none', (path) => {
    expect(pathBelow('/root', path)).toBeNull()
  })
})

describe('the proxy of the environment', () => {
  const env = { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: 'localhost, .inside.example,10.0.0.1' }

  it('is named as a PAC file names it', () => {
    expect(environmentProxy('https://ra.example/', env)).toBe('PROXY proxy.example:3128')
    expect(environmentProxy('https://ra.example/', { https_proxy: 'http://p.example' })).toBe(
      'PROXY p.example:80',
    )
  })

  it('is omitted for exceptions, for other schemes and for text that is no address', () => {
    expect(environmentProxy('https://ra.inside.example/', env)).toBe('DIRECT')
    expect(environmentProxy('https://10.0.0.1/', env)).toBe('DIRECT')
    expect(environmentProxy('http://ra.example/', env)).toBe('DIRECT')
    expect(environmentProxy('https://ra.example/', { HTTPS_PROXY: 'nonsense' })).toBe('DIRECT')
    expect(environmentProxy('nonsense', env)).toBe('DIRECT')
    expect(environmentProxy('https://x.example/', { ...env, NO_PROXY: '*' })).toBe('DIRECT')
  })
})

describe('the autostart entry', () => {
  const gio = spawnSync('gio', ['version']).status === 0

  it.skipIf(!gio).each(['a b', 'a\nExec=evil\n[x]', 'a\tb\rc\\n', '100%"$x`\\\\', '证书'])(
    'gives the program exactly the folder %j, as the desktop’s own reader sees it',
    async (name) => {
      const place = folder()
      const said = join(place, 'said')
      const code = 'require("fs").writeFileSync(process.argv[1], process.argv[2])'
      const entry = join(place, 'entry.desktop')
      writeFileSync(entry, autostartEntry([process.execPath, '-e', code, said, name]))
      spawnSync('gio', ['launch', entry])
      await expect.poll(() => existsSync(said) && readFileSync(said, 'utf8'), { timeout: 10_000 }).toBe(name)
    },
  )

  it('stays one line for the program, whatever the folder is called', () => {
    const entry = autostartEntry(['/app', '--home', '/home/li/a\nExec=evil\r\n\tb'])
    expect(entry).toContain('Exec="/app" "--home" "/home/li/a\\nExec=evil\\r\\n\\tb"\n')
    expect(entry.match(/^Exec=/gm)).toHaveLength(1)
  })

  it('is passed over by the desktop once the program is gone', () => {
    const entry = autostartEntry(['/opt/助\\手/app', '--hidden'])
    expect(entry).toContain('\nTryExec=/opt/助\\\\手/app\n')
  })

  it('quotes what the desktop would otherwise read as something else', () => {
    const entry = autostartEntry(['/opt/证书 助手/app', '--home', '/home/li/100%"$x`\\'])
    expect(entry).toContain('Exec="/opt/证书 助手/app" "--home" "/home/li/100%%\\\\"\\\\$x\\\\`\\\\\\\\"')
    expect(entry).toContain('Type=Application')
  })
})
