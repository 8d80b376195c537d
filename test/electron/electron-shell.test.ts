import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runWebShell, startWebShell } from '../ui/web-shell-process.ts'
import { contractOf, type Frame, openWindow } from './contract-window.ts'
import { built, type ElectronProcess, startElectron } from './electron-process.ts'

let electron: ElectronProcess
const configuration = mkdtempSync(join(tmpdir(), 'configuration-'))

const started: ElectronProcess[] = []
const start = (...given: Parameters<typeof startElectron>): ElectronProcess => {
  const one = startElectron(...given)
  started.push(one)
  return one
}
afterAll(async () => {
  for (const one of started) {
    one.child.kill('SIGKILL')
    await one.ended()
  }
})

const labels = (one: ElectronProcess) =>
  one.evaluate(({ trays }) =>
    trays[0]?.menu?.items.map(({ type, label }) => (type === 'separator' ? '—' : label)),
  )

const clickMenu = (one: ElectronProcess, label: string) =>
  one.evaluate(({ trays }, wanted) => {
    const item = trays[0]?.menu?.items.find((candidate) => candidate.label === wanted)
    if (item === undefined) throw new Error(`no item ${wanted}`)
    item.click()
  }, label)

const records = (one: ElectronProcess, kind: string) =>
  one.evaluate(
    (module, wanted) => module.records.filter((record) => record.kind === wanted).map(({ data }) => data),
    kind,
  )

/** Waits until the page of the first window shows the text. */
const shows = (one: ElectronProcess, text: string) =>
  one.evaluate(async ({ BrowserWindow }, wanted) => {
    const page = await BrowserWindow.getAllWindows()[0]?.page()
    await page?.getByText(wanted).first().waitFor()
    return page?.title()
  }, text)

const windowShown = (one: ElectronProcess) =>
  one.until(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true)
const windowHidden = (one: ElectronProcess) =>
  one.until(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === false)

describe('the Electron shell, started hidden', () => {
  beforeAll(async () => {
    electron = start(['--hidden'], undefined, { ...built, env: { XDG_CONFIG_HOME: configuration } })
    await electron.until(({ trays }) => trays.length === 1)
  })

  it('shows the tray and no window', async () => {
    expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
    expect(await records(electron, 'sandbox-enabled')).toHaveLength(1)
  })

  it('lists the tokens in the tray and offers the verbs in the order of the manual', async () => {
    await electron.until(({ trays }) => trays[0]?.menu?.items[0]?.label === '请插入 Ukey')
    expect(await labels(electron)).toEqual([
      '请插入 Ukey',
      '—',
      '显示',
      '账号登录',
      '证书签发',
      '证书续期',
      '签名与加密',
      '刷新',
      '系统检测',
      '设置',
      '关于',
      '—',
      '退出',
    ])
    expect(await electron.evaluate(({ trays }) => trays[0]?.menu?.items[0]?.enabled)).toBe(false)
    expect(await electron.evaluate(({ trays }) => trays[0]?.toolTip)).toContain('证书助手')
  })

  it('has an icon that is a picture', async () => {
    expect(await electron.evaluate(({ trays }) => trays[0]?.image.isEmpty())).toBe(false)
  })

  it('opens its window, sandboxed and of the agreed size, by a click on the icon', async () => {
    await electron.evaluate(({ trays }) => void trays[0]?.emit('click'))
    await windowShown(electron)
    const options = await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.options)
    expect(options).toMatchObject({
      width: 1040,
      height: 700,
      minWidth: 880,
      minHeight: 600,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false },
    })
  })

  it('shows a page that works through the contract and the real preload', async () => {
    expect(await shows(electron, '请插入 Ukey')).toContain('证书助手')
    const address = await electron.evaluate(async ({ BrowserWindow }) =>
      (await BrowserWindow.getAllWindows()[0]?.page())?.evaluate(() => Object.keys(window.assistant ?? {})),
    )
    expect(address).toEqual(['connect', 'send', 'pathOf'])
    expect(await records(electron, 'console')).toEqual([])
  })

  it('leads the page where a tray item says', async () => {
    await clickMenu(electron, '关于')
    await electron.until(async ({ BrowserWindow }) => {
      const page = await BrowserWindow.getAllWindows()[0]?.page()
      return page?.url().endsWith('#/settings/about') === true
    })
  })

  it('hides the window when it is closed, and shows the same one again', async () => {
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await windowHidden(electron)
    await clickMenu(electron, '显示')
    await windowShown(electron)
    expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('makes a window again after its page died', async () => {
    await electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const event = { defaultPrevented: false, preventDefault: () => {} }
      window?.webContents.emit('render-process-gone', event, { reason: 'crashed' })
      if (window?.isDestroyed() !== true) throw new Error('the dead window is still there')
    })
    await windowShown(electron)
    await shows(electron, '主页')
  })

  it('speaks the language that is chosen in the settings, in the tray too', async () => {
    const change = (language: string) =>
      electron.evaluate(async ({ BrowserWindow }, wanted) => {
        const page = await BrowserWindow.getAllWindows()[0]?.page()
        await page?.goto('http://app.assistant.localhost/#/settings/general')
        await page?.getByRole('combobox', { name: /语言|Language/ }).click()
        await page?.getByTitle(wanted, { exact: true }).last().click()
      }, language)
    await change('English')
    await electron.until(({ trays }) => trays[0]?.menu?.items.some(({ label }) => label === 'Quit') === true)
    await change('简体中文')
    await electron.until(({ trays }) => trays[0]?.menu?.items.some(({ label }) => label === '退出') === true)
  })

  it('starts with the session, hidden, when the settings say so', async () => {
    const { client, close } = await contractOf(electron)
    const entry = join(configuration, 'autostart', 'cert-assistant.desktop')
    await client.settings.change({ autostart: true })
    const started = () =>
      process.platform === 'linux'
        ? Promise.resolve(existsSync(entry) ? readFileSync(entry, 'utf8') : '')
        : records(electron, 'login-item').then((all) => JSON.stringify(all.at(-1)))
    expect(await started()).toContain('--hidden')
    await client.settings.change({ autostart: false })
    expect(await started()).not.toContain('true')
    close()
  })

  it('follows the theme of the settings', async () => {
    const { client, close } = await contractOf(electron)
    await client.settings.change({ theme: 'dark' })
    await electron.until(({ nativeTheme }) => nativeTheme.themeSource === 'dark')
    await client.settings.change({ theme: 'system' })
    await electron.until(({ nativeTheme }) => nativeTheme.themeSource === 'system')
    close()
  })

  it('sets the icon again and looks for Ukeys after a standby, and does not touch an unchanged menu', async () => {
    const count = () =>
      electron.evaluate(({ trays }) => [trays[0]?.images ?? 0, trays[0]?.menus ?? 0] as const)
    const [images, menus] = await count()
    await electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
    await electron.until(({ trays }, before) => (trays[0]?.images ?? 0) > before, images)
    expect((await count())[1]).toBe(menus)
  })
})

describe('what a page tries beyond its own address', () => {
  const inPage = <T>(expression: string) =>
    electron.evaluate(async ({ BrowserWindow }, code): Promise<T> => {
      const page = await BrowserWindow.getAllWindows()[0]?.page()
      return (await page?.evaluate(code)) as T
    }, expression)

  it('is refused as navigation', async () => {
    await inPage(`void (location.href = 'https://evil.example/')`)
    await electron.until(({ records: all }) => all.some(({ kind }) => kind === 'navigation'))
    expect(await records(electron, 'navigation')).toEqual([{ url: 'https://evil.example/', allowed: false }])
    const address = await electron.evaluate(async ({ BrowserWindow }) =>
      (await BrowserWindow.getAllWindows()[0]?.page())?.url(),
    )
    expect(address).toMatch(/^http:\/\/app\.assistant\.localhost\//)
  })

  it('is refused as a window; an encrypted address goes to the system browser', async () => {
    await inPage(`void window.open('https://help.example/')`)
    await inPage(`void window.open('http://plain.example/')`)
    await electron.until(({ records: all }) => all.filter(({ kind }) => kind === 'popup').length === 2)
    const popups = await records(electron, 'popup')
    expect(popups).toEqual([
      { url: 'https://help.example/', action: 'deny' },
      { url: 'http://plain.example/', action: 'deny' },
    ])
    expect(await records(electron, 'open-external')).toEqual(['https://help.example/'])
  })

  it('is refused as a permission, except for copying', async () => {
    const ask = (permission: string, from: string) =>
      electron.evaluate(
        ({ session }, [name, address]) => {
          const { permissionRequest, permissionCheck } = session.defaultSession
          let granted: boolean | null = null
          permissionRequest?.(null, name, (answer) => (granted = answer), { requestingUrl: address })
          return [granted, permissionCheck?.(null, name, address)]
        },
        [permission, from] as [string, string],
      )
    const own = 'app://assistant/'
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'usb',
      'clipboard-read',
      'openExternal',
    ])
      expect(await ask(permission, own)).toEqual([false, false])
    expect(await ask('clipboard-sanitized-write', own)).toEqual([true, true])
    expect(await ask('clipboard-sanitized-write', 'https://evil.example/')).toEqual([false, false])
    expect(await records(electron, 'device-permission')).toEqual([false])
  })

  it('is ignored if it does not come from the main frame of a page of ours', async () => {
    const request = JSON.stringify({ i: '1', p: { u: '/state/watch' } })
    const heard = async (frame: Frame): Promise<boolean> => {
      const window = await openWindow(electron, frame)
      await window.send(request)
      await pause(100)
      return (await window.take()).length > 0
    }
    expect(await heard({ url: 'app://assistant/#/home', parent: null })).toBe(true)
    for (const frame of [
      null,
      { url: 'https://evil.example/', parent: null },
      { url: 'app://other/', parent: null },
      { url: 'file:///etc/passwd', parent: null },
      { url: 'app://assistant/', parent: { url: 'app://assistant/', parent: null } },
    ])
      expect(await heard(frame)).toBe(false)
    const log = readFileSync(join(electron.home, 'logs', 'assistant.log'), 'utf8')
    expect(log).toContain('refused a message from https://evil.example/')
  })

  it('finds only the files of the pages under app://', async () => {
    const status = (path: string) =>
      inPage<number>(`fetch(${JSON.stringify(path)}).then((answer) => answer.status)`)
    expect(await status('/index.html')).toBe(200)
    for (const path of ['/..%2f..%2fpackage.json', '/%2e%2e/main/index.js', '/.stamp', '/nothing'])
      expect(await status(path)).toBe(404)
  })

  it('finds no Node and no way to Electron', async () => {
    const found = await inPage<string[]>(
      `['require', 'process', 'module', 'Buffer'].filter((name) => name in window)`,
    )
    expect(found).toEqual([])
  })
})

describe('a second start', () => {
  it('brings the window of the first one forward and ends', async () => {
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await windowHidden(electron)
    const second = start([], electron.home)
    expect((await second.ended()).code).toBe(0)
    await windowShown(electron)
  })

  it('of the web shell is told that the window is there, and ends', async () => {
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await windowHidden(electron)
    const { code, stdout, stderr } = await runWebShell(['--no-open', '--home', electron.home])
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toContain('[A11]')
    await windowShown(electron)
  })

  it('beside a running web shell opens the file that leads a browser to its page, and ends', async () => {
    const web = await startWebShell()
    const second = start([], web.home)
    const { code } = await second.ended()
    expect(code).toBe(0)
    const opened = second.recordsLeft().filter(({ kind }) => kind === 'open-path')
    expect(opened).toHaveLength(1)
    const door = String(opened[0]?.data)
    expect(dirname(door)).toBe(join(web.home, 'web'))
    expect(readFileSync(door, 'utf8')).toContain(`${new URL(web.url).origin}/?token=`)
    await web.stop()
  })

  it('is not blocked by a first one that was killed', async () => {
    const killed = start(['--hidden'])
    await killed.until(({ trays }) => trays.length === 1)
    killed.child.kill('SIGKILL')
    await killed.ended()
    const next = start(['--hidden'], killed.home)
    await next.until(({ trays }) => trays.length === 1)
    await clickMenu(next, '退出')
    expect((await next.ended()).code).toBe(0)
  })
})

describe('the end', () => {
  it('comes with 退出, although closing only hides', async () => {
    await clickMenu(electron, '退出')
    const { code, stderr } = await electron.ended()
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  it('is orderly when the system asks for it', async () => {
    const asked = start(['--hidden'])
    await asked.until(({ trays }) => trays.length === 1)
    asked.child.kill('SIGTERM')
    expect(await asked.ended()).toEqual({ code: 0, stderr: '' })
    expect(existsSync(join(asked.home, 'instance.json'))).toBe(false)
  })
})

describe('a start that fails', () => {
  it('says in one line and one box that the data folder cannot be written', async () => {
    const refused = start([], '/dev/null/home')
    const { code, stderr } = await refused.ended()
    expect(code).toBe(2)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toContain('/dev/null/home')
    const boxes = refused.recordsLeft().filter(({ kind }) => kind === 'error-box')
    expect(boxes).toMatchObject([{ data: { content: stderr.trimEnd() } }])
  })
})
