import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { describe, expect, it, type TestContext } from 'vitest'

// `npm run electron:check` runs this where Electron's binary is. What the stand-in cannot represent is looked at here.

const root = join(import.meta.dirname, '..', '..')

/** Electron's own program, if it has been downloaded. */
const electronProgram = (): string | null => {
  const folder = join(root, 'node_modules', 'electron')
  const named = join(folder, 'path.txt')
  if (!existsSync(named)) return null
  const program = join(folder, 'dist', readFileSync(named, 'utf8').trim())
  return existsSync(program) ? program : null
}

const reasonAgainst = (program: string | null): string | null => {
  if (program === null)
    return "Electron's binary is not here (npx install-electron fetches it); the stand-in was tested instead"
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY)
    return 'there is no display (run the tests under xvfb-run); the stand-in was tested instead'
  return null
}

const asRoot = process.getuid?.() === 0

/** The product in a real Electron; without one the test is skipped with the reason. */
const launched = async ({ task, skip }: TestContext): Promise<ElectronApplication> => {
  const program = electronProgram()
  const reason = reasonAgainst(program)
  if (program === null || reason !== null) {
    Object.assign(task.meta, { reason })
    console.log(`skipped: the product in a real Electron: ${reason}`)
    return skip(reason ?? '')
  }
  const home = mkdtempSync(join(tmpdir(), 'cert-assistant-home-'))
  const args = [...(asRoot ? ['--no-sandbox'] : []), root, '--home', home]
  return _electron.launch({ executablePath: program, args })
}

const quit = async (product: ElectronApplication): Promise<unknown> => {
  const ended = new Promise((resolve) => product.process().once('exit', resolve))
  await product.evaluate(({ app }) => app.quit()).catch(() => undefined)
  return ended
}

describe('the product in a real Electron', () => {
  it('shows its page, hides when closed, comes back with a second start, and quits', async (context) => {
    const product = await launched(context)
    const page = await product.firstWindow()
    await page.getByText('请插入 Ukey').first().waitFor()
    expect(page.url()).toMatch(/^app:\/\/assistant\//)
    expect(await page.evaluate(() => Object.keys(window.assistant ?? {}))).toEqual([
      'connect',
      'send',
      'pathOf',
    ])
    const visible = () =>
      product.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)
    await product.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await expect.poll(visible).toBe(false)
    await product.evaluate(({ app }) => app.emit('second-instance', {}, [], '', null))
    await expect.poll(visible).toBe(true)
    expect(await quit(product)).toBe(0)
  }, 60_000)

  it('keeps its page in the sandbox of the system, in a world apart from its preload', async (context) => {
    const product = await launched(context)
    const page = await product.firstWindow()
    await page.getByText('请插入 Ukey').first().waitFor()
    const seen = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
    )
    expect(seen).toEqual([])
    // A page cannot change what the preload gave it.
    const kept = await page.evaluate(() => {
      try {
        Object.assign(window.assistant ?? {}, { send: null })
      } catch {}
      return typeof window.assistant?.send
    })
    expect(kept).toBe('function')
    const metrics = await product.evaluate(({ app }) =>
      app.getAppMetrics().map(({ type, sandboxed }) => ({ type, sandboxed })),
    )
    const pages = metrics.filter(({ type }) => type === 'Tab')
    expect(pages.length).toBeGreaterThan(0)
    // Electron tells it on Windows and macOS only; root on Linux has none.
    for (const { sandboxed } of pages) if (sandboxed !== undefined && !asRoot) expect(sandboxed).toBe(true)
    expect(await quit(product)).toBe(0)
  }, 60_000)

  it('refuses a page elsewhere, a popup and a permission', async (context) => {
    const product = await launched(context)
    const page = await product.firstWindow()
    await page.getByText('请插入 Ukey').first().waitFor()
    const before = page.url()
    await page.evaluate(() => {
      window.location.href = 'http://127.0.0.1:9/'
    })
    await page.waitForTimeout(500)
    expect(page.url()).toBe(before)
    expect(await page.evaluate(() => window.open('http://127.0.0.1:9/') === null)).toBe(true)
    const asked = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      ),
    )
    expect(asked).not.toBe('granted')
    expect(await quit(product)).toBe(0)
  }, 60_000)

  it('shows a notification where the desktop has them', async (context) => {
    const product = await launched(context)
    await product.firstWindow()
    const shown = await product.evaluate(
      ({ Notification }) =>
        new Promise<string>((resolve) => {
          if (!Notification.isSupported()) return resolve('none here')
          const notification = new Notification({ title: '证书助手', body: '试一试' })
          notification.on('show', () => resolve('shown'))
          notification.on('failed', (_event, error) => resolve(error))
          notification.show()
          setTimeout(() => resolve('not heard of'), 5_000)
        }),
    )
    expect(['shown', 'none here']).toContain(shown)
    expect(await quit(product)).toBe(0)
  }, 60_000)

  it('is there in the tray, if the desktop has one', async (context) => {
    const product = await launched(context)
    await product.firstWindow()
    if (process.platform === 'linux') {
      const ask = () => {
        const watcher = ['--dest=org.kde.StatusNotifierWatcher', '/StatusNotifierWatcher']
        const property = ['string:org.kde.StatusNotifierWatcher', 'string:RegisteredStatusNotifierItems']
        const get = 'org.freedesktop.DBus.Properties.Get'
        try {
          const args = ['--session', '--print-reply', ...watcher, get, ...property]
          return execFileSync('dbus-send', args, { encoding: 'utf8' })
        } catch {
          return null
        }
      }
      const { pid } = product.process()
      // Chromium names its item after its process.
      if (ask() !== null) await expect.poll(ask).toContain(`StatusNotifierItem-${pid}`)
    }
    expect(await quit(product)).toBe(0)
  }, 60_000)
})

describe('a packed product', () => {
  it('has its fuses closed, and does not become Node', async ({ task, skip }) => {
    const program = process.env.PACKED_PRODUCT
    if (!program) {
      const reason = 'no packed product was named (npm run electron:check -- --packed PROGRAM)'
      Object.assign(task.meta, { reason })
      return skip(reason)
    }
    const binary = readFileSync(program, 'latin1')
    const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
    // In this order: as Node; cookies encrypted; NODE_OPTIONS; --inspect; asar integrity; only asar; snapshot; file://.
    const at = binary.indexOf(sentinel) + sentinel.length + 2
    expect(binary.slice(at, at + 8)).toBe('01001100')
    const { stdout } = spawnSync(program, ['-e', 'console.log("node")', '--quit'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      encoding: 'utf8',
      timeout: 30_000,
    })
    expect(stdout).not.toContain('node')
  }, 60_000)
})
